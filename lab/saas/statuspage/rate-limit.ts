/** Statuspage's limit: one request a second on average, counted over a minute. */
const requests = 60

/** Says whether one more request fits into the rolling window of `length` milliseconds; counts it if it does. */
export function createRateLimit(length: number): (now: number) => boolean {
  let taken: number[] = []
  return (now) => {
    taken = taken.filter((at) => at > now - length)
    if (taken.length >= requests) return false
    taken.push(now)
    return true
  }
}
