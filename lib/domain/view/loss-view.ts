import { measureLoss } from '../posture/measure-loss'
import type { LossFigure } from '../run/events/facts'
import { lossBound } from '../run/loss-bound'
import { currentRun } from '../run/state'
import { aboutCount } from './format/amount'
import { lossWords } from './format/duration'
import type { IncidentInput } from './incident-input'
import type { Runbook } from '../plan/schema/runbook'

export interface LossView {
  /** Which figure this is: read now, frozen at GO, or counted afterwards. */
  kind: 'now' | 'accepted' | 'measured'
  /** `0.70 s`; null is UNKNOWN. */
  amount: string | null
  milliseconds: number | null
  count: string | null
  at: string
  source: string
  unknown: string | null
  /** `1.50 s`: above it approvals are void. */
  bound: string | null
  aboveBound: boolean
}

/** What promoting loses, in the words of the moment: read now, then frozen at GO, then measured. */
export function lossView(input: IncidentInput, runbook: Runbook): LossView | null {
  const rule = runbook.loss
  if (rule === null) return null
  const run = currentRun(input.state)
  const bound = lossBound(input.state, run, rule)
  const accepted = run?.go?.loss ?? null
  const figure = input.state.loss ?? accepted ?? measureLoss(rule, input.readings, input.now)
  const kind = input.state.loss !== null ? 'measured' : accepted !== null ? 'accepted' : 'now'
  return {
    kind,
    ...lossText(figure),
    bound: lossWords(bound),
    aboveBound: figure.milliseconds !== null && figure.milliseconds > bound,
  }
}

export function lossText(figure: LossFigure) {
  return {
    amount: figure.milliseconds === null ? null : lossWords(figure.milliseconds),
    milliseconds: figure.milliseconds,
    count: figure.count === null ? null : `${aboutCount(figure.count)} ${figure.noun}`,
    at: figure.measuredAt,
    source: figure.source,
    unknown: figure.unknown,
  }
}

/** `losing about 0.7 s, about 930 orders`; says UNKNOWN where nobody can know. */
export function losingWords(figure: Pick<LossView, 'milliseconds' | 'count'>): string {
  if (figure.milliseconds === null) return 'losing an UNKNOWN amount'
  const seconds =
    figure.milliseconds < 10_000 ? (figure.milliseconds / 1_000).toFixed(1) : lossWords(figure.milliseconds)
  const time = figure.milliseconds < 10_000 ? `${seconds} s` : seconds
  return `losing about ${time}${figure.count === null ? '' : `, about ${figure.count}`}`
}
