import type { Tier } from '../plan/schema/plan'
import type { LatestReadings } from './sample'
import { fieldValue } from './sample'

/** A tier as its monitors outside both regions see it now. */
export type OutsideView =
  | { seen: 'unknown'; why: string }
  /** At least one monitor fails; `since` is the first failure of the present run. */
  | { seen: 'failing'; since: string; source: string }
  /** All succeed; `since` is when the last of them began to. `consecutive` is the least of theirs. */
  | { seen: 'working'; since: string; consecutive: number; source: string }

/**
 * Failing needs one monitor's word, working needs all of theirs. A monitor that gives no fresh reading is unknown:
 * it speaks neither for an outage nor for a recovery.
 */
export function outsideView(
  outside: NonNullable<Tier['outside']>,
  readings: LatestReadings,
  maxAge: (reading: string) => number,
  now: string,
): OutsideView {
  const monitors = outside.monitors.map((monitor) => {
    const read = (field: string) => fieldValue(readings, `${monitor}.${field}`, maxAge(monitor), now)
    return { monitor, ok: read('ok'), since: read('since'), failed: read('firstFailedAt'), count: read('consecutive') }
  })
  const failing = monitors.filter(({ ok }) => ok.unknown === null && ok.value === false)
  if (failing.length > 0) {
    const first = failing
      .map(({ failed, since, ok }) => ({ at: failed.value ?? since.value, source: ok.source }))
      .flatMap(({ at, source }) => (typeof at === 'string' ? [{ at, source }] : []))
      .toSorted((a, b) => (a.at <= b.at ? -1 : 1))
      .at(0)
    if (first === undefined)
      return { seen: 'unknown', why: `${failing[0]?.ok.source ?? ''}: fails, but not since when` }
    return { seen: 'failing', since: first.at, source: first.source }
  }
  const silent = monitors.find(
    ({ ok, since }) => ok.unknown !== null || ok.value !== true || typeof since.value !== 'string',
  )
  if (silent !== undefined) return { seen: 'unknown', why: `${silent.ok.source}: ${silent.ok.unknown ?? 'no answer'}` }
  const since = monitors.map(({ since: s }) => String(s.value)).reduce((a, b) => (a >= b ? a : b))
  const consecutive = Math.min(...monitors.map(({ count }) => Number(count.value ?? 0)))
  return { seen: 'working', since, consecutive, source: monitors.map(({ ok }) => ok.source).join(', ') }
}
