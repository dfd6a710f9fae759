import type { Transaction } from '@/lib/db/client'
import { appendEntries } from '@/lib/db/append-entries'
import { lockStream } from '@/lib/db/lock-streams'
import type { Actor } from '@/lib/domain/access/actor'
import { sessionEvents, sessionStream, type SessionEvent } from './session-events'

/** Writes one fact about a sign-in in the caller's transaction. */
export async function journalSession(tx: Transaction, actor: Actor, event: SessionEvent): Promise<void> {
  const payload = sessionEvents[event.type].parse(event.payload)
  const head = await lockStream(tx, sessionStream)
  await appendEntries(tx, head, actor, [{ type: event.type, version: 1, payload }])
}
