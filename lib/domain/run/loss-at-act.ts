import type { Runbook } from '../plan/schema/runbook'
import { lossWords } from '../view/format/duration'
import type { LossFigure } from './events/facts'
import { lossBound } from './loss-bound'
import { mayHavePromotedUnder } from './ready'
import type { ApprovalRequestState, IncidentState, RunState } from './state'

/** For how long the newest figure that was known stands in for one that cannot be read. */
export const lastLossCounts = 60_000

/** above: what was approved does not cover it. unknown: it waits for a reading, or for consent to an unknown loss. */
export interface LossBar {
  kind: 'above' | 'unknown'
  reason: string
}

/**
 * What bars the one-way step when it is sent. People approved a bound: the figure may move within it, and while nobody
 * can read it, only the newest known one counts, for a minute, or what was accepted before they approved.
 */
export function lossBar(
  state: IncidentState,
  run: RunState,
  runbook: Runbook,
  request: ApprovalRequestState | null,
  loss: LossFigure | null,
  now: string,
): LossBar | null {
  if (runbook.loss === null || mayHavePromotedUnder(run, runbook, request)) return null
  const approved = request?.content.loss ?? null
  const bound = approved?.boundMilliseconds ?? lossBound(state, run, runbook.loss)
  if (loss?.milliseconds != null)
    return loss.milliseconds > bound
      ? { kind: 'above', reason: `loss ${loss.milliseconds} ms is above the approved ${bound} ms` }
      : null
  const last = lastKnownLoss(run, now)
  if (request !== null && approved !== null && approved.unknownAccepted !== null)
    // What was read since they were asked is known, whoever falls silent after it.
    return last !== null && last.loss.measuredAt > request.requested.at && (last.loss.milliseconds ?? 0) > bound
      ? {
          kind: 'above',
          reason: `loss ${last.loss.milliseconds} ms, the last that was read, is above the approved ${bound} ms`,
        }
      : null
  if (last !== null && last.ageMilliseconds <= lastLossCounts && (last.loss.milliseconds ?? Infinity) <= bound)
    return null
  const why = loss?.unknown ?? 'no reading'
  return { kind: 'unknown', reason: `what would be lost is UNKNOWN: ${why}; ${lastWords(last)}` }
}

export interface LastKnownLoss {
  loss: LossFigure
  ageMilliseconds: number
}

/** The newest figure from before the loss could no longer be read. */
export function lastKnownLoss({ lossUnknown }: RunState, now: string): LastKnownLoss | null {
  if (lossUnknown === null) return null
  const { last } = lossUnknown
  return { loss: last, ageMilliseconds: Math.max(0, Date.parse(now) - Date.parse(last.measuredAt)) }
}

export function lastWords(last: LastKnownLoss | null): string {
  if (last?.loss.milliseconds == null) return 'nothing was read before'
  return `last known ${lossWords(last.loss.milliseconds)}, ${Math.round(last.ageMilliseconds / 1_000)} s ago`
}
