import { performance } from 'node:perf_hooks'

/** How long a call with all its requests may still take. Monotonic: a stepped clock moves no deadline. */
export interface TimeLimit {
  /** Whole milliseconds left, 0 when it has passed. */
  remaining(): number
}

/** The limit of a reading. An HTTP limit is never scaled with a lab's time. */
export const readMilliseconds = 4_000

export function timeLimit(milliseconds: number): TimeLimit {
  const end = performance.now() + milliseconds
  return { remaining: () => Math.max(0, Math.floor(end - performance.now())) }
}

/** A share of a limit, for one of several targets tried in turn; `least` is what one needs to have a fair chance. */
export function shareOf(limit: TimeLimit, parts: number, least = 0): TimeLimit {
  const own = timeLimit(Math.max(least, limit.remaining() / Math.max(1, parts)))
  return { remaining: () => Math.min(own.remaining(), limit.remaining()) }
}
