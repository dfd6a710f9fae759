/** Failures within the window, and how long the last of them is ago. */
export interface Failures {
  count: number
  secondsAgo: number
}

export interface Attempts {
  /** On this account from this network, since it last signed in from there. */
  pair: Failures
  /** From this network, whatever the account. */
  network: Failures
  /** On this account, wherever from. */
  account: Failures
  /** The account has been signed in to from there, however long ago. */
  knownHere: boolean
}

export const attemptLimits = {
  windowSeconds: 15 * 60,
  /** Failures in a row on one account from one network before it has to wait. */
  pair: 5,
  network: 30,
  account: 40,
  firstHoldSeconds: 15,
  longestHoldSeconds: 300,
  /** Somebody beside a person who works there can still fail in that person's name: so they wait less for it. */
  longestHoldKnownSeconds: 30,
} as const

/**
 * For how many seconds an attempt has to wait, 0 for not at all. The hold doubles with every failure above the limit
 * and ends by itself: an incident is no time to wait for an administrator. Whoever is known here is not held back for
 * what others did, whichever account they tried and wherever from.
 */
export function holdSeconds({ pair, network, account, knownHere }: Attempts): number {
  if (knownHere) return holdOf(pair, attemptLimits.pair, attemptLimits.longestHoldKnownSeconds)
  const { longestHoldSeconds } = attemptLimits
  return Math.max(
    holdOf(pair, attemptLimits.pair, longestHoldSeconds),
    holdOf(network, attemptLimits.network, longestHoldSeconds),
    holdOf(account, attemptLimits.account, longestHoldSeconds),
  )
}

function holdOf({ count, secondsAgo }: Failures, limit: number, longest: number): number {
  if (count < limit) return 0
  const seconds = Math.min(longest, attemptLimits.firstHoldSeconds * 2 ** (count - limit))
  return Math.max(0, Math.ceil(seconds - secondsAgo))
}
