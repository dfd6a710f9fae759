import type { RegionName } from '../core/contract'

export interface ServedRequests {
  /** Null for requests that DNS sent nowhere. */
  region: RegionName | null
  ok: number
  failed: number
}

/** Public checkout requests of the last `length` milliseconds, and since when too many of them have been failing. */
export interface RequestWindow {
  /** The requests of one moment, all regions together. */
  record(at: number, served: readonly ServedRequests[]): void
  share(region: RegionName, now: number): number | null
  errorRatio(now: number): number | null
  failingSince(): number | null
  restore(failingSince: number | null): void
}

/** From this share of failed requests on, checkout counts as failing: the SLO's burn, not a single lost request. */
const failingFrom = 0.05

export function createRequestWindow(length: number): RequestWindow {
  let buckets: { at: number; served: readonly ServedRequests[] }[] = []
  let failingSince: number | null = null
  const within = (now: number): ServedRequests[] => {
    buckets = buckets.filter((bucket) => bucket.at > now - length)
    return buckets.flatMap((bucket) => bucket.served)
  }
  return {
    record: (at, served) => {
      const total = sum(served, (part) => part.ok + part.failed)
      if (total === 0) return
      const oldest = buckets[0]
      if (oldest && oldest.at < at - 2 * length) within(at)
      buckets.push({ at, served })
      const failing = sum(served, (part) => part.failed) / total >= failingFrom
      failingSince = failing ? (failingSince ?? at) : null
    },
    share: (region, now) => {
      const recent = within(now)
      const ok = sum(recent, (part) => part.ok)
      return ok === 0 ? null : sum(recent, (part) => (part.region === region ? part.ok : 0)) / ok
    },
    errorRatio: (now) => {
      const recent = within(now)
      const total = sum(recent, (part) => part.ok + part.failed)
      return total === 0 ? null : sum(recent, (part) => part.failed) / total
    },
    failingSince: () => failingSince,
    restore: (kept) => {
      failingSince = kept
    },
  }
}

function sum(parts: readonly ServedRequests[], of: (part: ServedRequests) => number): number {
  return parts.reduce((total, part) => total + of(part), 0)
}
