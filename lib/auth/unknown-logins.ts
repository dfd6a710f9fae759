import { createHmac, randomBytes } from 'node:crypto'
import { attemptLimits, holdSeconds, type Attempt } from './attempt-limit'

/** Of this process only: what was typed leaves neither it nor a trace that could be guessed back. */
const key = randomBytes(32)
const tried = new Map<string, Attempt[]>()
const keep = 5_000

/**
 * A login nobody has is held back like one that exists, or the hold would tell which logins exist. The journal cannot
 * count these attempts, since it never holds what was typed.
 */
export function unknownLoginHold(login: string, address: string, now: number): number {
  const account = pseudonym(login)
  return holdSeconds(tried.get(account) ?? [], { account, address }, now)
}

export function rememberUnknownLogin(login: string, address: string, at: number): void {
  const account = pseudonym(login)
  const before = (tried.get(account) ?? []).slice(-attemptLimits.account)
  tried.delete(account)
  tried.set(account, [...before, { at, outcome: 'failed', account, address }])
  const oldest = tried.keys().next().value
  if (tried.size > keep && oldest !== undefined) tried.delete(oldest)
}

const pseudonym = (login: string) => createHmac('sha256', key).update(login).digest('base64url')
