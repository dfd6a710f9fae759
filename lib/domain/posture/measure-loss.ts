import type { LossRule } from '../plan/schema/runbook'
import type { LossFigure } from '../run/events/facts'
import type { LatestReadings } from './sample'
import { fieldValue } from './sample'

/** How far the standby may be ahead of the witness before one of them cannot be believed. */
const tolerance = 1_000

/**
 * What promoting now would lose: the newest write acknowledged to a customer, as the witness outside saw it, minus the
 * newest write readable in the standby, both read within `maxAge`. The last lag sample of a dead source is not
 * consulted: its age would grow while the loss does not. If either end cannot be
 * read, or a standby ahead of the witness shows that one of them is wrong, the figure is UNKNOWN, never zero.
 */
export function measureLoss(rule: LossRule, readings: LatestReadings, now: string): LossFigure {
  const acknowledged = fieldValue(readings, rule.acknowledged, rule.maxAge, now)
  const readable = fieldValue(readings, rule.readable, rule.maxAge, now)
  const source = `${acknowledged.source} minus ${readable.source}`
  const unknown = (why: string): LossFigure => ({
    milliseconds: null,
    count: null,
    noun: rule.noun,
    measuredAt: now,
    source,
    unknown: why,
  })
  if (acknowledged.unknown !== null) return unknown(`${acknowledged.source}: ${acknowledged.unknown}`)
  if (readable.unknown !== null) return unknown(`${readable.source}: ${readable.unknown}`)
  const from = Date.parse(String(readable.value))
  const to = Date.parse(String(acknowledged.value))
  if (Number.isNaN(from) || Number.isNaN(to)) return unknown('a reading is not a time')
  if (from - to > tolerance + readLater(readable.observedAt, acknowledged.observedAt))
    return unknown(
      `${readable.source} is ${((from - to) / 1000).toFixed(1)} s ahead of ${acknowledged.source}: their clocks differ, or the witness misses writes`,
    )
  const milliseconds = Math.max(0, to - from)
  return {
    milliseconds,
    count: countOf(rule, readings, milliseconds, now),
    noun: rule.noun,
    measuredAt: olderOf(acknowledged.observedAt, readable.observedAt) ?? now,
    source,
    unknown: null,
  }
}

function countOf(rule: LossRule, readings: LatestReadings, milliseconds: number, now: string): number | null {
  if (rule.ratePerSecond === undefined) return null
  // The rate before the outage is what was lost, so its age does not matter here; only its absence does.
  const rate = fieldValue(readings, rule.ratePerSecond, Number.POSITIVE_INFINITY, now)
  return typeof rate.value === 'number' ? Math.round((rate.value * milliseconds) / 1000) : null
}

/** A standby that was asked later may hold what was not yet acknowledged when the witness was asked. */
function readLater(readable: string | null, acknowledged: string | null): number {
  if (readable === null || acknowledged === null) return 0
  return Math.max(0, Date.parse(readable) - Date.parse(acknowledged))
}

function olderOf(a: string | null, b: string | null): string | null {
  if (a === null || b === null) return a ?? b
  return a < b ? a : b
}
