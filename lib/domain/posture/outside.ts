import type { Outside } from '../plan/schema/plan'
import { holdOn, type Held, type Rhythm } from './held'
import type { LatestReadings } from './sample'
import { fieldValue } from './sample'

/** A tier as its monitors outside the regions see it now, by the plan's own rules for failing and working. */
export type OutsideView =
  | { seen: 'unknown'; why: string }
  /** As many monitors fail as the rule asks for, each for as many checks in a row; `since` is when that run began. */
  | { seen: 'failing'; since: string; source: string }
  /** All succeed; `since` is when the last of them began to. `consecutive` is the least of theirs. */
  | { seen: 'working'; since: string; consecutive: number; source: string }

type FailingRule = NonNullable<Outside['failing']>

/** What counts as down, where the plan leaves it to us: more than half of the monitors, and not for one check only. */
export function failingRule({ monitors, failing }: Outside): FailingRule {
  return failing ?? { monitors: Math.floor(monitors.length / 2) + 1, hold: 0, consecutive: 2 }
}

/**
 * Failing needs the word of as many monitors as the plan says, working needs all of theirs. A monitor that gives no
 * fresh reading is unknown: it speaks neither for an outage nor for a recovery. What lies between is neither.
 */
export function outsideView(
  outside: Outside,
  readings: LatestReadings,
  maxAge: (reading: string) => number,
  now: string,
): OutsideView {
  const rule = failingRule(outside)
  const monitors = outside.monitors.map((monitor) => {
    const read = (field: string) => fieldValue(readings, `${monitor}.${field}`, maxAge(monitor), now)
    return { monitor, ok: read('ok'), since: read('since'), failed: read('firstFailedAt'), count: read('consecutive') }
  })
  const failing = monitors.filter(({ ok }) => ok.unknown === null && ok.value === false)
  const counted = failing
    .filter(({ count }) => Number(count.value ?? 0) >= rule.consecutive)
    .flatMap(({ monitor, failed, since, ok }) => {
      const at = failed.value ?? since.value
      return typeof at === 'string' ? [{ monitor, at, source: ok.source }] : []
    })
    .toSorted((a, b) => (a.at <= b.at ? -1 : 1))
  const enough = counted[rule.monitors - 1]
  if (enough !== undefined) {
    // A monitor that failed alone for longer than a reading lives saw a trouble of its own, not the beginning of this.
    const first = counted.find(({ monitor, at }) => Date.parse(enough.at) - Date.parse(at) <= maxAge(monitor))
    return { seen: 'failing', since: (first ?? enough).at, source: (first ?? enough).source }
  }
  if (failing.length > 0)
    return {
      seen: 'unknown',
      why: `${failing.map(({ ok }) => ok.source).join(', ')}: fails, not yet as the plan counts an outage`,
    }
  const silent = monitors.find(
    ({ ok, since }) => ok.unknown !== null || ok.value !== true || typeof since.value !== 'string',
  )
  if (silent !== undefined) return { seen: 'unknown', why: `${silent.ok.source}: ${silent.ok.unknown ?? 'no answer'}` }
  const since = monitors.map(({ since: s }) => String(s.value)).reduce((a, b) => (a >= b ? a : b))
  const consecutive = Math.min(...monitors.map(({ count }) => Number(count.value ?? 0)))
  return { seen: 'working', since, consecutive, source: monitors.map(({ ok }) => ok.source).join(', ') }
}

/** Since when a view has been the same without a gap in the readings, as the one who looks remembers it. */
export interface Steady {
  seen: OutsideView['seen']
  /** On the clock of whoever looks. */
  since: string
  /** Since when by its source, whose clock may be another. */
  sourceSince: string | null
  /** By monitor, the newest sample. */
  held: Readonly<Record<string, Held>>
}

/**
 * The memory of a look, for holds: a view that was unknown in between, a hole in the samples of those it rests on, or
 * successes that began anew by their source, start anew. Late, never early: nothing is proven across a gap.
 */
export function steadily(
  before: Steady | null,
  view: OutsideView,
  outside: Outside,
  readings: LatestReadings,
  rhythm: (reading: string) => Rhythm,
  now: string,
): Steady {
  const held: Record<string, Held> = {}
  for (const monitor of outside.monitors) {
    const latest = readings[monitor]
    if (latest?.error === null) held[monitor] = holdOn(before?.held[monitor] ?? null, latest, rhythm(monitor), now)
  }
  const needed = view.seen === 'failing' ? failingRule(outside).monitors : outside.monitors.length
  const heard = Object.values(held).map(({ since }) => since)
  const enough = heard.toSorted()[needed - 1] ?? now
  const sourceSince = view.seen === 'unknown' ? null : view.since
  const anew = view.seen === 'working' && before?.sourceSince != null && view.since > before.sourceSince
  const same = before !== null && before.seen === view.seen && !anew ? before.since : now
  return { seen: view.seen, since: enough > same ? enough : same, sourceSince, held }
}

/** How long the view has held, by when it was received: what a source's clock says lengthens and shortens no hold. */
export function heldFor(steady: Steady, now: string): number {
  return steady.seen === 'unknown' ? 0 : Date.parse(now) - Date.parse(steady.since)
}
