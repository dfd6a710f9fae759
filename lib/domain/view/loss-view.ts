import { countedLoss, measureLoss } from '../posture/measure-loss'
import type { LossFigure } from '../run/events/facts'
import { requestFor } from '../run/approval'
import { lossBound } from '../run/loss-bound'
import type { LatestReadings } from '../posture/sample'
import { currentRun, isLive, type IncidentState, type RunState } from '../run/state'
import { lossWords } from './format/duration'
import { lostCount } from './format/lost-count'
import type { IncidentInput } from './incident-input'
import type { LossRule, Runbook } from '../plan/schema/runbook'

export interface LossView {
  /** Which figure this is: read now, frozen at GO, or counted afterwards. none: it ended and nothing was promoted. */
  kind: 'now' | 'accepted' | 'measured' | 'none'
  /** `0.70 s`; null is UNKNOWN. */
  amount: string | null
  milliseconds: number | null
  /** With `about` unless they were counted. */
  count: string | null
  at: string
  source: string
  unknown: string | null
  /** `1.50 s`: above it approvals are void. */
  bound: string | null
  aboveBound: boolean
}

/**
 * What promoting loses, in the words of the moment: read now, then frozen at GO and at the act, then measured; beside the
 * bound of the run, or beside the one that was approved, milliseconds.
 */
export function lossView(input: IncidentInput, runbook: Runbook, approved?: number): LossView | null {
  const rule = runbook.loss
  if (rule === null) return null
  const bound = approved ?? lossBound(input.state, currentRun(input.state), rule)
  const { kind, figure } = lossFigure(input, runbook, rule)
  return {
    kind,
    ...lossText(figure, kind === 'measured'),
    bound: lossWords(bound),
    aboveBound: figure.milliseconds !== null && figure.milliseconds > bound,
  }
}

/**
 * The figure that counts now. GO's stands while what GO rests on stands for the one-way step, unless a newer one was
 * read when that was sent; where it is void, the loss is read afresh until the step is sent with a new approval.
 */
export function lossFigure(
  { state, readings, now }: IncidentInput,
  runbook: Runbook,
  rule: LossRule,
): { kind: LossView['kind']; figure: LossFigure } {
  if (state.closed !== null) return lossAtEnd(state, state.closed.at, rule)
  const run = currentRun(state)
  // Of a run that is yet to promote, what an earlier one lost says nothing.
  if (state.loss !== null && (run === null || run.measured !== null || !isLive(run)))
    return { kind: 'measured', figure: growing(run, rule, readings, now) ?? run?.measured ?? state.loss }
  if (run?.lossAtAct?.milliseconds != null) return { kind: 'accepted', figure: run.lossAtAct }
  if (run?.go?.loss != null) {
    const request = runbook.pointOfNoReturn === null ? null : requestFor(state, run, runbook.pointOfNoReturn)
    const stands = request === null || (request.ended === null && run.go.requests.includes(request.id))
    if (stands) return { kind: 'accepted', figure: run.go.loss }
  }
  if (run?.lossAtAct != null) return { kind: 'accepted', figure: run.lossAtAct }
  return { kind: 'now', figure: measureLoss(rule, readings, now) }
}

/** What is counted at this moment: between two entries it may have grown. */
function growing(run: RunState | null, rule: LossRule, readings: LatestReadings, now: string): LossFigure | null {
  return run?.pointOfNoReturn == null ? null : countedLoss(rule, readings, run.pointOfNoReturn.at, now)
}

/** Of an incident that has ended the figure stands as recorded; where no run promoted, none of it was lost by one. */
function lossAtEnd(
  state: IncidentState,
  at: string,
  { noun }: LossRule,
): { kind: LossView['kind']; figure: LossFigure } {
  const promoted = state.runs.findLast((run) => run.pointOfNoReturn !== null || run.forwardOnly) ?? null
  const measured = promoted?.measured ?? state.loss
  if (measured !== null) return { kind: 'measured', figure: measured }
  const base = { noun, measuredAt: at, source: 'the journal' }
  if (promoted === null) return { kind: 'none', figure: { ...base, milliseconds: 0, count: 0, unknown: null } }
  const { lossAtAct, go } = promoted
  const accepted = lossAtAct?.milliseconds != null ? lossAtAct : (go?.loss ?? lossAtAct)
  const never: LossFigure = { ...base, milliseconds: null, count: null, unknown: 'it was not read before it ended' }
  return { kind: 'accepted', figure: accepted ?? never }
}

export function lossText(figure: LossFigure, counted: boolean) {
  return {
    amount: figure.milliseconds === null ? null : lossWords(figure.milliseconds),
    milliseconds: figure.milliseconds,
    count: lostCount(figure, counted),
    at: figure.measuredAt,
    source: figure.source,
    unknown: figure.unknown,
  }
}

/** `losing about 0.70 s, about 930 orders`; says UNKNOWN where nobody can know. */
export function losingWords(figure: Pick<LossView, 'milliseconds' | 'count'>): string {
  if (figure.milliseconds === null) return 'losing an UNKNOWN amount'
  return `losing about ${lossWords(figure.milliseconds)}${figure.count === null ? '' : `, ${figure.count}`}`
}
