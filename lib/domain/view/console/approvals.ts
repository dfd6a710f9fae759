import type { ApprovalRow } from './checklist-row'
import { consentingPersons, requestStatus } from '../../run/approval'
import type { RequestStatus } from '../../run/approval'
import type { ApprovalRule, Runbook } from '../../plan/schema/runbook'
import { changedSince, coversAll } from '../../run/covering'
import type { ApprovalRequestState, RunState } from '../../run/state'
import type { IncidentInput } from '../incident-input'
import { rolesIn } from '../incident-input'
import { dutyTitle, listWords, shortName } from '../names'
import { oncePerInput } from '../once-per-input'
import { contentNow } from './content-now'
import { leftAgain, leftAgainWord } from './left-again'
import type { StatusKind } from './step-words'

/** How an approval rule stands: its newest request against what would be asked now. */
export interface RuleStanding {
  rule: ApprovalRule
  /** The request that counts; null when none was made or the last has ended. */
  request: ApprovalRequestState | null
  /** The newest request whatever became of it, to say why it no longer counts. */
  last: ApprovalRequestState | null
  status: RequestStatus | 'none' | 'changed'
  given: string[]
  /** Steps a request would cover now. Empty: everything is done, or waits for outputs. */
  covers: string[]
}

/** Whether what was asked is still what would be asked; after GO the request GO rests on stays the one that counts. */
export function ruleStanding(input: IncidentInput, runbook: Runbook, run: RunState, rule: ApprovalRule): RuleStanding {
  return oncePerInput(input, `standing ${run.id} ${runbook.id} ${rule.id}`, () => judge(input, runbook, run, rule))
}

function judge(input: IncidentInput, runbook: Runbook, run: RunState, rule: ApprovalRule): RuleStanding {
  const { state, now } = input
  const rolesOf = rolesIn(input)
  const requests = Object.values(state.requests).filter(
    (one) => one.runId === run.id && one.rule === rule.id && one.content.undo !== true,
  )
  const last = requests.at(-1) ?? null
  const { content } = contentNow(input, run, runbook, rule)
  const covers = content.steps.map((covered) => covered.step)
  const standing = requests.filter((one) => one.ended === null)
  const exact = standing.find((one) => coversAll(one, content))
  const resting = standing.find(
    (one) => run.go?.requests.includes(one.id) === true && changedSince(one, content) === null,
  )
  const request = exact ?? resting ?? standing.at(-1) ?? null
  if (request === null)
    return { rule, request, last, status: last === null ? 'none' : (last.ended?.as ?? 'none'), given: [], covers }
  const status = requestStatus(state, request, rolesOf, now)
  const changed = exact === undefined && resting === undefined && covers.length > 0 && status !== 'expired'
  return {
    rule,
    request,
    last,
    status: changed ? 'changed' : status,
    given: consentingPersons(state, request, rolesOf),
    covers,
  }
}

export function approvalRows(input: IncidentInput, runbook: Runbook, run: RunState | null): ApprovalRow[] {
  return runbook.approvals.map((rule) => {
    const standing = run === null ? null : ruleStanding(input, runbook, run, rule)
    // What has changed since nobody has approved yet.
    const given = standing === null || standing.status === 'changed' ? 0 : standing.given.length
    const word: [StatusKind, string] =
      run !== null && standing?.last != null && leftAgain(run) ? ['waiting', leftAgainWord(run)] : rowWord(standing)
    return {
      given: Math.min(given, rule.persons),
      needed: rule.persons,
      row: {
        key: `approval:${rule.id}`,
        kind: 'approval',
        number: rule.id,
        title: `Approval of ${listWords(rule.steps)}`,
        status: word[0],
        word: word[1],
        meta: rowMeta(input, rule, standing),
        wayBack: null,
        startedAt: standing?.request?.requested.at ?? null,
        endedAt: standing === null ? null : waitEnded(input, run, standing),
        expectedMilliseconds: null,
        active: standing?.status === 'open' || standing?.status === 'changed',
        done: standing?.status === 'approved' || (run?.go != null && standing?.covers.length === 0),
        broken: null,
        bars: false,
      },
    }
  })
}

/** When it was no longer waited for: given, ended, or the run itself was over. */
function waitEnded({ state }: IncidentInput, run: RunState | null, { status, request }: RuleStanding): string | null {
  if (request === null) return null
  const given = status === 'approved' ? request.answers.at(-1)?.at : undefined
  return given ?? request.ended?.at ?? run?.ended?.at ?? state.closed?.at ?? null
}

function rowWord(standing: RuleStanding | null): [StatusKind, string] {
  switch (standing?.status) {
    case undefined:
    case 'none':
      return ['waiting', 'not asked']
    case 'approved':
      return ['ok', 'approved']
    case 'open':
      return ['waiting', `${standing.given.length} of ${standing.rule.persons}`]
    case 'expired':
      return ['warning', 'expired']
    case 'voided':
      return ['warning', 'void']
    case 'changed':
      return ['warning', 'changed since']
  }
}

function rowMeta({ plan, persons }: IncidentInput, rule: ApprovalRule, standing: RuleStanding | null): string {
  if (standing?.status === 'approved') return standing.given.map((person) => shortName(persons, person)).join(', ')
  return `${rule.persons} of ${rule.duties.map((duty) => dutyTitle(plan, duty)).join(', ')}`
}
