import { ancestors } from '../plan/graph'
import type { ApprovalRule, Runbook } from '../plan/schema/runbook'
import type { ApprovalContent } from './events/approval-events'
import { lossBound, unknownLossAcceptance } from './loss-bound'
import { undoWaiver, unprovenAcceptance } from './ready'
import { servingAcceptance } from './serving-doubt'
import type { IncidentState, RunState } from './state'
import { stepOf } from './state'
import { freshSince } from './watching-run'

/** What a consent rests on besides what runs: whatever one person may waive, everybody who consents has seen waived. */
export type ConsentBasis = Pick<
  ApprovalContent,
  'loss' | 'unknownServingAccepted' | 'unprovenAccepted' | 'skipped' | 'proofsAccepted' | 'undoAccepted' | 'gatesPassed'
>

/** What was waived, skipped or passed so far; what is absent is left out, so that what was approved keeps its digest. */
export function consentBasis(
  state: IncidentState,
  run: RunState,
  runbook: Runbook,
  rule: Pick<ApprovalRule, 'steps'>,
): ConsentBasis {
  const serving = servingAcceptance(state, run)
  const restedOn = stepsRestedOn(runbook, rule)
  const skipped = restedOn.filter((id) => stepOf(run, id).status === 'skipped')
  const proofsAccepted = restedOn.flatMap((step) => {
    const said = state.decisions.findLast(
      ({ kind, runId, subject }) => kind === 'accept-lost-proof' && runId === run.id && subject === step,
    )
    return said === undefined ? [] : [{ step, statement: said.statement, entry: said.sequence }]
  })
  const undoAccepted = restedOn.flatMap((step) => {
    const statement = undoWaiver(state, run, step)
    return statement === null ? [] : [{ step, statement }]
  })
  const gatesPassed = passedGates(state, runbook)
  return {
    loss:
      runbook.loss === null
        ? null
        : {
            boundMilliseconds: lossBound(state, run, runbook.loss),
            unknownAccepted: unknownLossAcceptance(state, run),
          },
    ...(serving === null ? {} : { unknownServingAccepted: serving }),
    unprovenAccepted: restedOn.flatMap((step) => {
      const statement = unprovenAcceptance(state, run, runbook, step)
      return statement === null ? [] : [{ step, statement }]
    }),
    ...(skipped.length === 0 ? {} : { skipped }),
    ...(proofsAccepted.length === 0 ? {} : { proofsAccepted }),
    ...(undoAccepted.length === 0 ? {} : { undoAccepted }),
    ...(gatesPassed.length === 0 ? {} : { gatesPassed }),
  }
}

/** The steps of a rule, those they come after, and those that GO waits for, in the runbook's order. */
function stepsRestedOn(runbook: Runbook, rule: Pick<ApprovalRule, 'steps'>): string[] {
  const found = new Set<string>(rule.steps)
  for (const id of rule.steps) for (const before of ancestors(runbook.steps, id)) found.add(before)
  for (const gate of runbook.gates) if (gate.bars === 'go') for (const id of gate.steps) found.add(id)
  return runbook.steps.map(({ id }) => id).filter((id) => found.has(id))
}

/** The word itself, whatever the check says by now: a reading that heals takes nothing back. */
function passedGates(state: IncidentState, runbook: Runbook): NonNullable<ApprovalContent['gatesPassed']> {
  const since = freshSince(state)
  return runbook.gates.flatMap(({ id }) => {
    const said = state.decisions.findLast(
      ({ kind, subject, sequence }) =>
        (kind === 'override-gate' || kind === 'accept-unknown-gate') &&
        subject === `${runbook.id}/${id}` &&
        sequence > since,
    )
    const attested = state.attested[`${runbook.id}/${id}`]
    if (said === undefined && attested?.standsIn === true && attested.sequence > since)
      return [{ gate: id, as: 'accepted-unknown', statement: attested.statement, entry: attested.sequence } as const]
    if (said === undefined) return []
    const as = said.kind === 'override-gate' ? 'overridden' : 'accepted-unknown'
    return [{ gate: id, as, statement: said.statement, entry: said.sequence } as const]
  })
}
