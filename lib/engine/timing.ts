/**
 * Windows of real machines, in milliseconds; a lab's time scale never touches them. They fit together: a request
 * leaves within `sendWithin` of its intent or not at all, that is shorter than the lease, and it is answered or given
 * up within `requestDeadline`. So `sendWithin + requestDeadline` after an intent nothing of it can still arrive.
 */
export const timing = {
  lease: 4_000,
  renewEvery: 1_000,
  sendWithin: 2_000,
  requestDeadline: 4_000,
  /** How often a sleeping loop looks, whatever the nudges do. */
  look: 250,
} as const
