/** One finished attempt to sign in, as the journal tells it. */
export interface Attempt {
  at: number
  outcome: 'signed-in' | 'failed'
  /** Null: no such account. */
  account: string | null
  address: string
}

export interface AttemptLimits {
  windowMilliseconds: number
  /** Failures in a row on one account from one address before it has to wait. */
  pair: number
  /** Failures from one address, whatever the account. */
  address: number
  /** Failures on one account, wherever from. Addresses that signed in to it are spared: nobody is locked out by others. */
  account: number
  firstHoldSeconds: number
  longestHoldSeconds: number
}

export const attemptLimits: AttemptLimits = {
  windowMilliseconds: 15 * 60_000,
  pair: 5,
  address: 30,
  account: 40,
  firstHoldSeconds: 15,
  longestHoldSeconds: 300,
}

/**
 * For how many seconds an attempt has to wait, 0 for not at all. The hold doubles with every failure above the limit
 * and ends by itself: an incident is no time to wait for an administrator.
 */
export function holdSeconds(
  attempts: readonly Attempt[],
  /** `knownHere`: the account has been signed in to from there, however long ago. */
  { account, address, knownHere = false }: { account: string | null; address: string; knownHere?: boolean },
  now: number,
  limits: AttemptLimits = attemptLimits,
): number {
  const recent = attempts.filter((attempt) => attempt.at > now - limits.windowMilliseconds)
  const failed = recent.filter((attempt) => attempt.outcome === 'failed')
  const ofPair = recent.filter((a) => a.account === account && a.address === address)
  const lastSuccess = Math.max(-Infinity, ...ofPair.filter((a) => a.outcome === 'signed-in').map((a) => a.at))
  const spared = knownHere || lastSuccess > -Infinity
  const buckets = [
    { hits: failed.filter((a) => a.address === address), limit: limits.address },
    ...(account === null
      ? []
      : [
          { hits: ofPair.filter((a) => a.outcome === 'failed' && a.at > lastSuccess), limit: limits.pair },
          { hits: spared ? [] : failed.filter((a) => a.account === account), limit: limits.account },
        ]),
  ]
  return Math.max(0, ...buckets.map(({ hits, limit }) => holdOf(hits, limit, now, limits)))
}

function holdOf(hits: readonly Attempt[], limit: number, now: number, limits: AttemptLimits): number {
  if (hits.length < limit) return 0
  const last = Math.max(...hits.map((hit) => hit.at))
  const seconds = Math.min(limits.longestHoldSeconds, limits.firstHoldSeconds * 2 ** (hits.length - limit))
  return Math.max(0, Math.ceil((last + seconds * 1_000 - now) / 1_000))
}
