import { timingSafeEqual } from 'node:crypto'
import { derive, isWeak, parseHash, passwordWork, type PasswordHash } from '@/lib/services/hash-password'

/** Checked when there is no such account, so that the answer takes as long as for one that exists. */
const nobody: PasswordHash = { ...passwordWork, salt: Buffer.alloc(16), key: Buffer.alloc(32) }

export interface Verified {
  right: boolean
  /** It was hashed with less work than is asked for now: whoever is right can be given a new hash. */
  weak: boolean
}

/** Whether the password is the one that was hashed. `stored` null (no account, no password) is never. */
export async function verifyPassword(password: string, stored: string | null): Promise<Verified> {
  const hash = stored === null ? nobody : parseHash(stored)
  const derived = await derive(password, hash)
  const right = timingSafeEqual(derived, hash.key) && stored !== null
  const weak = isWeak(hash)
  // A hash of less work must not answer sooner: that would tell that the login exists.
  if (weak && !right) await derive(password, nobody)
  return { right, weak }
}
