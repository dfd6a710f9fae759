import type { Database, Transaction } from '@/lib/db/client'
import { withTransaction } from '@/lib/db/transaction'
import { hashPassword } from '@/lib/services/hash-password'
import { holdSeconds } from './attempt-limit'
import { createHashingQueue } from './hashing-queue'
import { journalSession } from './journal-session'
import { networkOf } from './network-of'
import { countFailure, dueForEntry, readAttempts, rememberPlace } from './read-attempts'
import { createSession, deleteEndedSessions, deleteSession } from './session-store'
import { subjectOfUnknown } from './subject-of'
import { verifyPassword } from './verify-password'

export type SignIn =
  | { ok: true; accountId: string; personId: string; name: string }
  | { ok: false; code: 'wrong' | 'held'; seconds: number }

const wrong: SignIn = { ok: false, code: 'wrong', seconds: 0 }
const signInPart = { kind: 'console', part: 'sign-in' } as const

/** Two at a time: hashing is costly on purpose, and a flood of attempts must not take the console with it. */
const inTurn = createHashingQueue({ places: 2, waitingOfLane: 10, waiting: 100 })
/** For whoever comes while too many wait. */
const fullSeconds = 5

interface Attempt {
  typed: string
  password: string
  address: string
}

/**
 * Checks login and password. One answer for a wrong password, an unknown login and a disabled account, in about the
 * same time. Attempts above the limit are not checked at all.
 */
export async function authenticate(
  db: Database,
  { login, password, address }: { login: string; password: string; address: string },
): Promise<SignIn> {
  const attempt = { typed: login.trim().toLowerCase(), password, address }
  const account = await findAccount(db, attempt.typed)
  const asked = { subject: account?.id ?? subjectOfUnknown(attempt.typed), network: networkOf(address) }
  const before = await readAttempts(db, asked)
  const seconds = holdSeconds(before)
  if (seconds > 0) return held(db, account?.id ?? null, address, seconds)
  const known = before.knownHere
  const lane = known ? `${asked.subject} ${asked.network}` : asked.network
  const result = await inTurn({ lane, known }, async () => {
    // Those who waited with it may have been too many.
    const now = holdSeconds(await readAttempts(db, asked))
    return now > 0 ? held(db, account?.id ?? null, address, now) : check(db, attempt, asked)
  })
  return result === 'full' ? { ok: false, code: 'held', seconds: fullSeconds } : result
}

async function check(
  db: Database,
  { typed, password, address }: Attempt,
  asked: { subject: string; network: string },
): Promise<SignIn> {
  const account = await findAccount(db, typed)
  const { right, weak } = await verifyPassword(password, account?.passwordHash ?? null)
  if (right && account !== null && account.disabledAt === null && account.person.disabledAt === null) {
    if (weak) await hashAgain(db, account, password)
    return { ok: true, accountId: account.id, personId: account.personId, name: account.person.name }
  }
  await withTransaction(db, async (tx) => {
    await countFailure(tx, asked)
    // A login that exists is held after a few; one that does not can be invented without end.
    const more = account === null ? await dueForEntry(tx, 'failed') : 0
    if (more === null) return
    const payload = { account: account?.id ?? null, address, ...counted(more) }
    await journalSession(tx, signInPart, { type: 'session.signInFailed', payload })
  })
  return wrong
}

async function held(db: Database, account: string | null, address: string, seconds: number): Promise<SignIn> {
  await withTransaction(db, async (tx) => {
    const more = await dueForEntry(tx, `held ${account ?? ''}`)
    if (more === null) return
    const payload = { account, address, seconds, ...counted(more) }
    await journalSession(tx, signInPart, { type: 'session.signInHeld', payload })
  })
  return { ok: false, code: 'held', seconds }
}

const counted = (more: number) => (more === 0 ? {} : { more })

const findAccount = (db: Database, login: string) => db.user.findUnique({ where: { login }, include: { person: true } })

/** The only moment at which the password is known. Unless it was changed meanwhile. */
async function hashAgain(db: Database, account: { id: string; passwordHash: string | null }, password: string) {
  const passwordHash = await hashPassword(password)
  await db.user.updateMany({ where: { id: account.id, passwordHash: account.passwordHash }, data: { passwordHash } })
}

/**
 * Opens a session for an account that has just proven itself; always a new token, never one the browser brought. The
 * session it had, whoever's it was, ends: nobody would use it again but a thief.
 */
export function openSession(
  db: Database,
  accountId: string,
  address: string,
  replaced: string | null = null,
): Promise<string> {
  return withTransaction(db, async (tx) => {
    const account = await tx.user.findUniqueOrThrow({ where: { id: accountId } })
    await deleteEndedSessions(tx)
    if (replaced !== null) await endSession(tx, replaced)
    await rememberPlace(tx, accountId, networkOf(address))
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
  return withTransaction(db, (tx) => endSession(tx, token))
}

async function endSession(tx: Transaction, token: string): Promise<void> {
  const ended = await deleteSession(tx, token)
  if (ended === null) return
  await journalSession(
    tx,
    { kind: 'person', person: ended.personId, account: ended.accountId },
    { type: 'session.signedOut', payload: { account: ended.accountId, session: ended.id } },
  )
}
