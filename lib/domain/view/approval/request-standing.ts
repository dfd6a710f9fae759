import { requestStatus } from '../../run/approval'
import { changedSince } from '../../run/covering'
import { agedSinceGo, agedToUndo } from '../../run/go-again'
import { isDone } from '../../run/ready'
import { runbookOf } from '../../run/resolve-step'
import type { ApprovalRequestState, RunState } from '../../run/state'
import { isLive } from '../../run/state'
import { ruleStanding } from '../console/approvals'
import { contentNow } from '../console/content-now'
import { leftAgain, leftAgainWord } from '../console/left-again'
import type { StatusKind } from '../console/step-words'
import type { IncidentInput } from '../incident-input'
import { rolesIn } from '../incident-input'

export interface RequestStanding {
  /**
   * open, approved: it stands. changed, aged: it is asked for again. stopped: nothing runs until the run goes on. left: the
   * run goes back, or was undone or given up. over: it ended while people were still asked.
   */
  is: 'open' | 'approved' | 'voided' | 'expired' | 'changed' | 'aged' | 'stopped' | 'left' | 'over'
  status: StatusKind
  word: string
  /** Why it is asked for again; null where it is not. */
  why: string | null
}

const words: Readonly<Record<RequestStanding['is'], [StatusKind, string]>> = {
  open: ['waiting', 'open'],
  approved: ['ok', 'approved'],
  voided: ['warning', 'void'],
  expired: ['warning', 'expired'],
  changed: ['warning', 'changed since'],
  aged: ['warning', 'too long ago'],
  stopped: ['waiting', 'run stopped'],
  left: ['waiting', 'undone'],
  over: ['waiting', 'nobody is asked any more'],
}

/** What a request is worth now: of itself, of its run, and of what would run. Every screen that shows one says this. */
export function requestStanding(input: IncidentInput, run: RunState, request: ApprovalRequestState): RequestStanding {
  const [is, why] = judge(input, run, request)
  const [status, word] = words[is]
  return { is, status, word: is === 'left' ? leftAgainWord(run) : word, why }
}

function judge(
  input: IncidentInput,
  run: RunState,
  request: ApprovalRequestState,
): [RequestStanding['is'], string | null] {
  const status = requestStatus(input.state, request, rolesIn(input), input.now)
  const undo = request.content.undo === true
  if (status === 'voided') return ['voided', null]
  if (!undo && leftAgain(run)) return ['left', null]
  if (!isLive(run) || input.state.closed !== null) return [status === 'approved' ? 'approved' : 'over', null]
  if (status === 'expired') return ['expired', null]
  const at = { rolesOf: rolesIn(input), now: input.now }
  if (undo) {
    const aged = status === 'approved' ? agedToUndo(input.state, run, request, at) : null
    return aged === null ? [status, null] : ['aged', aged]
  }
  if (run.status === 'stopping' || run.status === 'stopped') return ['stopped', null]
  const changed = changeOf(input, run, request)
  if (changed !== null) return ['changed', changed]
  const aged =
    status === 'approved' ? agedSinceGo(input.state, run, runbookOf(input.plan, run.runbook), request, at) : null
  return aged === null ? [status, null] : ['aged', aged]
}

/** What of it is no longer what would run; null where all that is left of it still is. */
function changeOf(input: IncidentInput, run: RunState, request: ApprovalRequestState): string | null {
  const runbook = runbookOf(input.plan, run.runbook)
  const rule = runbook.approvals.find(({ id }) => id === request.rule)
  if (rule === undefined) return 'the plan has no such approval'
  if (request.content.steps.every(({ step }) => isDone(input.state, run, runbook, step))) return null
  const changed = changedSince(request, contentNow(input, run, runbook, rule).content)
  if (changed !== null) return changed
  const standing = ruleStanding(input, runbook, run, rule)
  return standing.request?.id === request.id && standing.status === 'changed' ? 'more of it would run' : null
}
