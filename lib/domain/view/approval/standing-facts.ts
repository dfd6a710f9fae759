import { approvalContent } from '../../run/approval'
import { gateShown } from '../../run/gates-shown'
import { changedSince } from '../../run/covering'
import { runbookOf } from '../../run/resolve-step'
import type { ApprovalRequestState, RunState } from '../../run/state'
import { gateOutlook } from '../console/gate-outlook'
import { checkRows } from '../console/done-when'
import { inPlaceWho, inPlaceWord } from '../console/gate-word'
import type { StatusKind } from '../console/step-words'
import type { IncidentInput } from '../incident-input'
import type { LossView } from '../loss-view'

export interface StandingFact {
  title: string
  status: StatusKind
  word: string
  /** Why, where the fact does not stand; who says so, where somebody's word stands in for it. */
  detail: string | null
  /** Whether it bars, and what opens it; null where the fact stands, or somebody answers for it. */
  outlook: string | null
  observedAt: string | null
}

/** What the approver relies on, looked at again now: the content is still this, the gates stand, the loss is in bounds. */
export function standingFacts(
  input: IncidentInput,
  run: RunState,
  request: ApprovalRequestState,
  loss: LossView | null,
): StandingFact[] {
  const runbook = runbookOf(input.plan, run.runbook)
  // What takes back asks nothing of the gates, nor of the loss.
  if (request.content.undo === true) return []
  const rule = runbook.approvals.find(({ id }) => id === request.rule)
  const changed =
    rule === undefined
      ? 'the plan has no such approval'
      : changedSince(request, approvalContent(input.plan, input.environment, input.state, run, runbook, rule).content)
  const facts: StandingFact[] = [
    {
      title: 'What is asked for is what would run',
      status: changed === null ? 'ok' : 'breached',
      word: changed === null ? 'true' : 'changed',
      detail: changed === null ? null : `Since it was asked, ${changed}; the commander asks again.`,
      outlook:
        changed === null ? null : `bars ${run.go === null ? 'GO' : 'what it covers'} until it is asked for again`,
      observedAt: input.now,
    },
  ]
  for (const gate of runbook.gates.filter(({ bars }) => bars === 'go')) {
    const standing = gateShown(input.state, runbook, gate)
    const { verdict, reason } = standing
    // What stood at GO is not read again for this.
    const rows = standing.as === 'now' ? checkRows(input, gate.check) : []
    const lost = rows.find((row) => row.status !== 'ok')
    if (standing.inPlace !== null && lost?.status !== 'waiting') {
      facts.push({
        title: gate.title,
        status: 'warning',
        word: inPlaceWord(standing.inPlace),
        detail: inPlaceWho(input, standing.inPlace),
        outlook: null,
        observedAt: null,
      })
      continue
    }
    const met = verdict === 'met' && (lost === undefined || lost.status === 'unknown')
    facts.push({
      title: gate.title,
      status: met ? 'ok' : verdict === 'unknown' ? 'unknown' : 'waiting',
      word: met ? 'true' : verdict === 'unknown' ? 'not known' : 'not true',
      outlook: met ? null : gateOutlook(input, runbook, standing),
      detail: met ? null : lost === undefined ? reason : `${lost.title}: ${lost.unknown ?? lost.value ?? ''}`,
      observedAt: rows[0]?.observedAt ?? null,
    })
  }
  if (loss !== null && loss.kind !== 'none')
    facts.push({
      title: `Loss within ${loss.bound ?? 'its bound'}`,
      status: loss.milliseconds === null ? 'unknown' : loss.aboveBound ? 'breached' : 'ok',
      word: loss.milliseconds === null ? 'not known' : loss.aboveBound ? 'not true' : 'true',
      detail: loss.unknown,
      outlook:
        loss.milliseconds !== null && !loss.aboveBound ? null : 'bars GO until the commander accepts it and asks again',
      observedAt: loss.milliseconds === null ? null : loss.at,
    })
  return facts
}
