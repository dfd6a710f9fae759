/** `02:47:53` in UTC. Empty for what is no instant, so that a bad value is never shown as a time. */
export function utcTime(instant: string | number): string {
  const at = new Date(instant)
  return Number.isNaN(at.getTime()) ? '' : at.toISOString().slice(11, 19)
}

/**
 * `02:47:53 UTC`, for a time inside a sentence. A sentence is the same for everybody, whatever zone a reader chose for
 * the times that stand alone, so it names its own.
 */
export function utcClock(instant: string | number): string {
  const time = utcTime(instant)
  return time === '' ? '' : `${time} UTC`
}

/** `2026-11-19 02:47:53 UTC`. */
export function utcDateTime(instant: string | number): string {
  const at = new Date(instant)
  return Number.isNaN(at.getTime()) ? '' : `${at.toISOString().slice(0, 19).replace('T', ' ')} UTC`
}
