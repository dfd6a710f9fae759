import type { ScheduleFailbackParameters } from './schedule-failback'

const unitMilliseconds: Readonly<Record<string, number>> = { m: 60_000, h: 3_600_000, d: 86_400_000 }
const day = 86_400_000

/** The start of the first window not before `now + notBefore`. Times are milliseconds since the epoch, UTC. */
export function failbackAt(now: number, parameters: ScheduleFailbackParameters): number {
  const amount = Number(parameters.notBefore.slice(0, -1))
  const unit = unitMilliseconds[parameters.notBefore.slice(-1)] ?? Number.NaN
  const earliest = now + amount * unit
  const midnight = Math.floor(earliest / day) * day
  const start = midnight + minutesOf(parameters.window.slice(0, 5)) * 60_000
  return start >= earliest ? start : start + day
}

function minutesOf(clock: string): number {
  return Number(clock.slice(0, 2)) * 60 + Number(clock.slice(3, 5))
}
