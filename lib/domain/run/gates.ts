import type { Mark } from './mark'
import type { Gate, Runbook } from '../plan/schema/runbook'
import type { Verdict } from './events/facts'
import { isDone, mayHavePromotedUnder } from './ready'
import { requestFor } from './approval'
import type { IncidentState, RunState } from './state'
import { freshSince } from './watching-run'
import { currentRun, stepOf } from './state'

/** What a gate that counts as met rests on though nothing shows that it holds: somebody's words, and which. */
export type InPlace = Pick<Mark, 'at' | 'by'> & { words: string } & (
    { of: 'reading'; as: 'accepted' | 'attested' } | { of: 'step'; as: 'skipped' | 'unproven'; step: string }
  )

export interface GateStatus {
  gate: Gate
  verdict: Verdict
  /** Whether it bars what the plan says it bars. */
  bars: boolean
  reason: string
  /** Not null only of a gate that is met, and not by what the plan asks for. */
  inPlace: InPlace | null
}

/**
 * A gate is met when its checks hold, its steps are done and, where the plan asks for one, a person has attested it.
 * Unknown means what the plan says: block, let an attestation stand in, or only warn. What was read and does not hold
 * bars all the same; where the plan only warns, the commander may go on against it, on the record.
 */
export function gateStatus(state: IncidentState, runbook: Runbook, gate: Gate): GateStatus {
  const key = `${runbook.id}/${gate.id}`
  const since = sinceWhen(state, gate)
  const attested = attestedNow(state, runbook, gate)
  // Where the plan asks for a person's statement, nothing less stands in for it.
  const standIn = gate.attest === undefined ? acceptedUnknown(state, key, since) : attested
  const judged = state.gates[key]
  const checked: Verdict = gate.check.length === 0 ? 'met' : (judged?.verdict ?? 'unknown')
  const run = currentRun(state)
  const missing = gate.steps.filter((id) => run === null || !isDone(state, run, runbook, id))
  const verdict = (v: Verdict, bars: boolean, reason: string, inPlace: InPlace | null = null): GateStatus => ({
    gate,
    verdict: v,
    bars,
    reason,
    inPlace,
  })

  if (checked === 'unmet') {
    const against = gate.ifUnknown === 'warn' ? overridden(state, key, since) : undefined
    if (against === undefined) return verdict('unmet', true, judged?.reason ?? 'not met')
    const unsaid = gate.attest !== undefined && attested === undefined
    const reason = `${judged?.reason ?? 'not met'}; overridden: ${against.statement}`
    return verdict('unmet', missing.length > 0 || unsaid, reason)
  }
  if (missing.length > 0) return verdict('unmet', true, `waits for ${missing.join(', ')}`)
  if (checked === 'unknown') {
    if (gate.ifUnknown === 'warn') return verdict('unknown', false, judged?.reason ?? 'no reading yet')
    if (gate.ifUnknown === 'attest' && standIn !== undefined)
      return verdict('met', false, `attested: ${standIn.statement}`, {
        of: 'reading',
        as: gate.attest === undefined ? 'accepted' : 'attested',
        at: standIn.at,
        by: standIn.by,
        words: standIn.statement,
      })
    return verdict('unknown', true, judged?.reason ?? 'no reading yet')
  }
  if (gate.attest !== undefined && attested === undefined)
    return verdict('unknown', true, `to be attested by ${gate.attest.duty}`)
  const reason = attested === undefined ? (judged?.reason ?? 'met') : `attested: ${attested.statement}`
  return verdict('met', false, reason, run === null ? null : stepInPlace(state, run, gate))
}

/** A step of the gate that counts as done and that nothing proved: the first. */
function stepInPlace(state: IncidentState, run: RunState, gate: Gate): InPlace | null {
  for (const step of gate.steps) {
    const { status, skipped } = stepOf(run, step)
    if (status === 'skipped' && skipped !== null)
      return { of: 'step', as: 'skipped', step, at: skipped.at, by: skipped.by, words: skipped.reason }
    const accepted = state.decisions.findLast(
      (d) => d.kind === 'accept-unproven' && d.runId === run.id && d.subject === step,
    )
    if (status === 'unproven' && accepted !== undefined)
      return { of: 'step', as: 'unproven', step, at: accepted.at, by: accepted.by, words: accepted.statement }
  }
  return null
}

/** What was said of the gate and still counts: what was said for a run before this one is to be said again. */
export function attestedNow(
  state: IncidentState,
  runbook: Runbook,
  gate: Gate,
): IncidentState['attested'][string] | undefined {
  const key = `${runbook.id}/${gate.id}`
  const said = state.attested[key]
  if (said === undefined || said.sequence <= sinceWhen(state, gate)) return undefined
  // Said beside a check that was read, it is no word on what nobody can read since: that is another thing to answer for.
  const unread =
    gate.check.length > 0 && gate.ifUnknown === 'attest' && (state.gates[key]?.verdict ?? 'unknown') === 'unknown'
  return unread && said.standsIn !== true ? undefined : said
}

function sinceWhen(state: IncidentState, gate: Gate): number {
  return gate.bars === 'declare' ? 0 : freshSince(state)
}

function acceptedUnknown(
  state: IncidentState,
  key: string,
  since: number,
): IncidentState['decisions'][number] | undefined {
  return state.decisions.findLast((d) => d.kind === 'accept-unknown-gate' && d.subject === key && d.sequence > since)
}

/** Given against what was read then: a reading that got better and worse again is overridden anew. */
function overridden(state: IncidentState, key: string, fresh: number): { statement: string } | undefined {
  const since = Math.max(fresh, state.gates[key]?.mark.sequence ?? Infinity)
  return state.decisions.findLast((d) => d.kind === 'override-gate' && d.subject === key && d.sequence > since)
}

export function gatesBarring(state: IncidentState, runbook: Runbook, what: Gate['bars']): GateStatus[] {
  return runbook.gates
    .filter((gate) => gate.bars === what)
    .map((gate) => gateStatus(state, runbook, gate))
    .filter((status) => status.bars)
}

/** What bars the one-way step when it is sent, of what the plan asks again then. */
export function gatesBarringAct(state: IncidentState, run: RunState, runbook: Runbook): GateStatus[] {
  const line = runbook.pointOfNoReturn
  if (mayHavePromotedUnder(run, runbook, line === null ? null : requestFor(state, run, line))) return []
  return gatesBarring(state, runbook, 'go').filter(({ gate }) => gate.again === 'act')
}
