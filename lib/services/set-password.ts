import { appendEntries } from '@/lib/db/append-entries'
import type { Database } from '@/lib/db/client'
import { lockStream } from '@/lib/db/lock-streams'
import { withTransaction } from '@/lib/db/transaction'
import type { Actor } from '@/lib/domain/access/actor'
import { DomainError } from '@/lib/domain/errors'
import { peopleStream, type PlanEvent } from '@/lib/domain/plan/plan-events'
import { hashPassword } from './hash-password'

const leastLength = 12
const mostLength = 200

/**
 * Gives an account another password and ends its sessions, in one transaction with the entry that says so. For the
 * command line: whoever holds the database's URL may. Gives how many sessions ended. Throws DomainError: `bad-input`
 * for a password too short or too long, `not-found` for an unknown login.
 */
export async function setPassword(database: Database, login: string, password: string): Promise<number> {
  const length = Array.from(password).length
  if (length < leastLength || length > mostLength) {
    const message = `A password has ${leastLength} to ${mostLength} characters; this one has ${length}.`
    throw new DomainError({ code: 'bad-input', message })
  }
  // Outside the transaction: hashing takes its time.
  const passwordHash = await hashPassword(password)
  return withTransaction(database, async (tx) => {
    const head = await lockStream(tx, peopleStream)
    const account = await tx.user.findUnique({ where: { login: login.trim().toLowerCase() } })
    if (account === null) throw new DomainError({ code: 'not-found', message: `There is no login ${login}.` })
    await tx.user.update({
      where: { id: account.id },
      data: { passwordHash, passwordFromFile: false, passwordSetAt: head.now },
    })
    const { count } = await tx.session.deleteMany({ where: { userId: account.id } })
    const event: PlanEvent = {
      type: 'account.passwordSet',
      payload: { account: account.id, person: account.personId, sessionsEnded: count },
    }
    const actor: Actor = { kind: 'console', part: 'command line' }
    await appendEntries(tx, head, actor, [{ ...event, version: 1 }])
    return count
  })
}
