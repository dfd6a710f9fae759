/**
 * Windows of real machines, in milliseconds; a lab's time scale never touches them. They fit together: a request
 * leaves within `sendWithin` of its intent or not at all, that is shorter than the lease, and it is answered or given
 * up within `requestDeadline`. So `sendWithin + requestDeadline` after an intent nothing of it can still arrive.
 */
export const timing = {
  lease: 4_000,
  renewEvery: 1_000,
  /** Nobody renews for this long by another's own clock: whoever held it is gone, whatever the database's clock says. */
  unrenewed: 5_000,
  sendWithin: 2_000,
  requestDeadline: 4_000,
  /** The look at the world before an intent: a target that hangs must not hold up the others for longer. */
  lookFirst: 2_000,
  /** What a step with no way back rests on is read again for no longer: its intent takes nothing older than 2 s. */
  proofs: 1_200,
  /** Two machines' ideas of the database's clock may differ by this much. */
  clockError: 250,
  /** How often a sleeping loop looks, whatever the nudges do. */
  look: 250,
  /** An incident that nobody drives for this long is taken by whoever has room, whatever its share. */
  unattended: 500,
  /** How often a worker looks for environments whose readings nobody takes. */
  claimReadings: 1_000,
  /** After this long a refused start is asked again even if the journal stood still: roles and clocks move too. */
  askAgain: 2_000,
  /** A database that takes nothing is asked at least this often. */
  mostPause: 2_000,
  /** An incident with an entry that this process does not understand is left alone for this long. */
  unreadable: 60_000,
} as const

/** Incidents that one worker drives at most: beyond it, another worker is needed. */
export const mostIncidents = 400

/** Incidents a worker takes up in one look, so that a crash elsewhere does not make it deaf. */
export const mostClaims = 16

/** Tries without effect in a row, before a person is asked. */
export const mostTries = 6

/** How long to leave a target alone after this many tries in a row that it was too busy for. */
export function backOff(tries: number): number {
  return tries === 0 ? 0 : Math.min(4_000, 250 * 2 ** (tries - 1))
}
