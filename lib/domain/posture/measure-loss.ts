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
 * read, or a standby ahead of the witness shows that one of them is wrong, the figure is UNKNOWN, never zero. Within the
 * tolerance two clocks that disagree hide as much as they disagree by: that is what may be lost.
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
  const ahead = from - to - readLater(readable.observedAt, acknowledged.observedAt)
  if (ahead > tolerance)
    return unknown(
      `${readable.source} is ${((from - to) / 1000).toFixed(1)} s ahead of ${acknowledged.source}: their clocks differ, or the witness misses writes`,
    )
  const milliseconds = to >= from ? to - from : Math.max(0, ahead)
  return {
    milliseconds,
    count: countOf(rule, readings, milliseconds, now),
    noun: rule.noun,
    measuredAt: olderOf(acknowledged.observedAt, readable.observedAt) ?? now,
    source,
    unknown: null,
  }
}

/**
 * What a promotion did lose, counted from outside: null until both ends are from after it. It goes on growing as long as
 * the old primary still takes writes.
 */
export function countedLoss(
  rule: LossRule,
  readings: LatestReadings,
  promotedAt: string,
  now: string,
): LossFigure | null {
  if (rule.measured === undefined) return null
  const read = (path: string) => fieldValue(readings, path, rule.maxAge, now)
  const when = read(rule.measured.when)
  const seconds = read(rule.measured.seconds)
  const count = read(rule.measured.count)
  // Both ends must be from after the promotion: the flag speaks of it, the age of the reading proves it.
  const after = when.observedAt !== null && when.observedAt > promotedAt
  if (when.unknown !== null || when.value !== true || !after || typeof seconds.value !== 'number') return null
  // Less than nothing cannot be lost: two clocks differ, by at least so much, and what was lost is not known.
  if (seconds.value < 0 || (typeof count.value === 'number' && count.value < 0)) return null
  return {
    milliseconds: Math.round(seconds.value * 1000),
    count: typeof count.value === 'number' ? Math.round(count.value) : null,
    noun: rule.noun,
    measuredAt: when.observedAt ?? now,
    source: when.source,
    unknown: null,
  }
}

/** Whether two figures tell the same loss, whenever they were read. */
export function sameLoss(a: LossFigure, b: LossFigure): boolean {
  return a.milliseconds === b.milliseconds && a.count === b.count
}

/** Two entries of it are this far apart at least, however it jumps. */
const apart = 5_000
/** For how long a figure that moved a little has to stand before it is news. */
const settledAfter = 30_000

/**
 * Whether a figure is worth an entry beside the one on record: the first, one that is a quarter more or less, and
 * whatever it comes to rest at. `since`: from when it has been this very figure.
 */
export function isNews(recorded: LossFigure | null, figure: LossFigure, since: string, now: string): boolean {
  if (recorded === null) return true
  if (sameLoss(recorded, figure)) return false
  if (Date.parse(figure.measuredAt) - Date.parse(recorded.measuredAt) < apart) return false
  const moved = (a: number | null, b: number | null) => Math.abs((b ?? 0) - (a ?? 0)) >= Math.max(1, (a ?? 0) / 4)
  if (
    moved(recorded.count, figure.count) ||
    (figure.count === null && moved(recorded.milliseconds, figure.milliseconds))
  )
    return true
  return Date.parse(now) - Date.parse(since) >= settledAfter
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
