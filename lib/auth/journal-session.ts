import type { Transaction } from '@/lib/db/client'
import { appendEntries } from '@/lib/db/append-entries'
import { lockStream } from '@/lib/db/lock-streams'
import type { Actor } from '@/lib/domain/access/actor'
import type { Attempt } from './attempt-limit'
import { sessionEvents, sessionStream, type SessionEvent } from './session-events'

/** Writes one fact about a sign-in in the caller's transaction. */
export async function journalSession(tx: Transaction, actor: Actor, event: SessionEvent): Promise<void> {
  const payload = sessionEvents[event.type].parse(event.payload)
  const head = await lockStream(tx, sessionStream)
  await appendEntries(tx, head, actor, [{ type: event.type, version: 1, payload }])
}

/**
 * The latest attempts, newest last. The journal itself is what limits count on: it is shared by every web process and
 * survives a restart, and a second table could only disagree with it.
 */
export async function readAttempts(db: Transaction, limit = 400): Promise<{ attempts: Attempt[]; held: Attempt[] }> {
  const rows = await db.journalEntry.findMany({
    where: { stream: sessionStream, type: { not: 'session.signedOut' } },
    orderBy: { sequence: 'desc' },
    take: limit,
    select: { at: true, type: true, payload: true },
  })
  const attempts: Attempt[] = []
  const held: Attempt[] = []
  for (const row of rows.reverse()) {
    const { account, address } = JSON.parse(row.payload) as { account: string | null; address: string }
    const outcome = row.type === 'session.signedIn' ? 'signed-in' : 'failed'
    const list = row.type === 'session.signInHeld' ? held : attempts
    list.push({ at: row.at.getTime(), outcome, account, address })
  }
  return { attempts, held }
}

/** Whether the account was ever signed in to from an address: nobody is kept out of where they work by others' failures. */
export async function signedInBefore(db: Transaction, account: string, address: string): Promise<boolean> {
  const beginning = JSON.stringify({ account, address }).slice(0, -1)
  const type = 'session.signedIn'
  const found = await db.journalEntry.findFirst({
    where: { stream: sessionStream, type, payload: { startsWith: `${beginning},` } },
    select: { sequence: true },
  })
  return found !== null
}
