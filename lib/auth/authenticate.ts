import type { Database } from '@/lib/db/client'
import { withTransaction } from '@/lib/db/transaction'
import { holdSeconds } from './attempt-limit'
import { journalSession, readAttempts, signedInBefore } from './journal-session'
import { createSession, deleteEndedSessions, deleteSession } from './session-store'
import { rememberUnknownLogin, unknownLoginHold } from './unknown-logins'
import { inHashingSlot, verifyPassword } from './verify-password'

export type SignIn =
  | { ok: true; accountId: string; personId: string; name: string }
  | { ok: false; code: 'wrong' | 'held'; seconds: number }

const wrong: SignIn = { ok: false, code: 'wrong', seconds: 0 }

/**
 * Checks login and password. One answer for a wrong password, an unknown login and a disabled account, in about the
 * same time. Attempts above the limit are not checked at all.
 */
export function authenticate(
  db: Database,
  { login, password, address }: { login: string; password: string; address: string },
): Promise<SignIn> {
  return inHashingSlot(async () => {
    const typed = login.trim().toLowerCase()
    const account = await db.user.findUnique({
      where: { login: typed },
      include: { person: true },
    })
    const { attempts, held } = await readAttempts(db)
    const accountId = account?.id ?? null
    const asked = { account: accountId, address }
    let seconds = holdSeconds(attempts, asked, Date.now())
    if (accountId === null) seconds = Math.max(seconds, unknownLoginHold(typed, address, Date.now()))
    else if (seconds > 0 && (await signedInBefore(db, accountId, address)))
      seconds = holdSeconds(attempts, { ...asked, knownHere: true }, Date.now())
    const actor = { kind: 'console', part: 'sign-in' } as const
    if (seconds > 0) {
      const recorded = held.some((h) => h.account === accountId && h.address === address && h.at > Date.now() - 60_000)
      if (!recorded)
        await withTransaction(db, (tx) =>
          journalSession(tx, actor, { type: 'session.signInHeld', payload: { account: accountId, address, seconds } }),
        )
      return { ok: false, code: 'held', seconds }
    }
    const right = await verifyPassword(password, account?.passwordHash ?? null)
    if (right && account !== null && account.disabledAt === null && account.person.disabledAt === null)
      return { ok: true, accountId: account.id, personId: account.personId, name: account.person.name }
    if (accountId === null) rememberUnknownLogin(typed, address, Date.now())
    await withTransaction(db, (tx) =>
      journalSession(tx, actor, { type: 'session.signInFailed', payload: { account: accountId, address } }),
    )
    return wrong
  })
}

/** Opens a session for an account that has just proven itself; always a new token, never one the browser brought. */
export function openSession(db: Database, accountId: string, address: string): Promise<string> {
  return withTransaction(db, async (tx) => {
    const account = await tx.user.findUniqueOrThrow({ where: { id: accountId } })
    await deleteEndedSessions(tx)
    const { id, token } = await createSession(tx, accountId)
    await journalSession(
      tx,
      { kind: 'person', person: account.personId, account: accountId },
      { type: 'session.signedIn', payload: { account: accountId, session: id, address } },
    )
    return token
  })
}

/** Ends the session behind a token, if it still stands. */
export function closeSession(db: Database, token: string): Promise<void> {
  return withTransaction(db, async (tx) => {
    const ended = await deleteSession(tx, token)
    if (ended === null) return
    await journalSession(
      tx,
      { kind: 'person', person: ended.personId, account: ended.accountId },
      { type: 'session.signedOut', payload: { account: ended.accountId, session: ended.id } },
    )
  })
}
