import { appendEntries } from '@/lib/db/append-entries'
import type { Transaction } from '@/lib/db/client'
import { lockStream } from '@/lib/db/lock-streams'
import { readAccountHolder, readPeople } from '@/lib/db/people'
import { readChainEnd } from '@/lib/db/read-chain-end'
import { readStreamPages } from '@/lib/db/read-stream'
import { withTransaction } from '@/lib/db/transaction'
import { may, permissions, roles } from '@/lib/domain/access/roles'
import { DomainError } from '@/lib/domain/errors'
import { besideHash } from '@/lib/domain/journal/beside-entries'
import { exportEvents, exportStream, ExportFormat, type ExportEvent } from '@/lib/domain/journal/export-events'
import { besideOf, type ExportHeading, type Names } from '@/lib/domain/journal/export-heading'
import type { StreamHead } from '@/lib/domain/journal/entry'
import { personsIn } from '@/lib/domain/journal/persons-in'
import type { Asker } from './mutation'
import { parseInput } from './mutation'

/** An export that the journal knows of: what it covers, and the entry that says who has it. */
export interface RecordedExport extends ExportHeading {
  format: ExportFormat
}

/**
 * Records that somebody takes the record of an incident away, and up to where. Who appears is read before the record
 * is written and outside its transaction, so that a long incident holds up neither other exports nor the live stream.
 * Throws DomainError.
 */
export async function exportEvidence(
  asker: Asker,
  input: { incidentId: string; format: string },
): Promise<RecordedExport> {
  const format = parseInput(ExportFormat, input.format)
  const { incident, head } = await withTransaction(asker.database, async (tx) => {
    await refuseWhoMayNot(tx, asker)
    return exportable(tx, input.incidentId)
  })
  const persons = await namesUpTo(asker.database, head, asker.person)
  return withTransaction(asker.database, async (tx): Promise<RecordedExport> => {
    await refuseWhoMayNot(tx, asker)
    const locked = await lockStream(tx, exportStream)
    const covered = format === 'json' ? { besideHash: besideHash(besideOf({ incident, head, persons })) } : {}
    const event: ExportEvent = {
      type: 'evidence.exported',
      payload: { incident: incident.id, format, sequence: head.sequence, hash: head.hash, ...covered },
    }
    const payload = exportEvents[event.type].parse(event.payload)
    const actor = { kind: 'person', person: asker.person, account: asker.account }
    const [recorded] = await appendEntries(tx, locked, actor, [{ type: event.type, version: 1, payload }])
    if (recorded === undefined) throw new Error('the export was not recorded')
    return { incident, format, head, persons, exportedAt: recorded.at, exportedBy: asker.person, recorded }
  })
}

async function refuseWhoMayNot(tx: Transaction, asker: Asker): Promise<void> {
  const holder = await readAccountHolder(tx, asker.account)
  const held = roles.filter((role) => holder?.person.id === asker.person && holder.roles.includes(role))
  if (may(held, 'evidence.export')) return
  const missing = [...permissions['evidence.export']]
  throw new DomainError({ code: 'forbidden', message: `Export is for ${missing.join(', ')}.`, missing })
}

async function exportable(tx: Transaction, incidentId: string) {
  const select = { id: true, number: true, title: true, mode: true } as const
  const incident = await tx.incident.findUnique({ where: { id: incidentId }, select })
  const end = await readChainEnd(tx, incidentId)
  if (incident === null || end === null)
    throw new DomainError({ code: 'not-found', message: 'There is no such incident.' })
  const { head, listed } = end
  // A file up to there would verify as if nothing were missing.
  if (head === null || head.sequence < listed) {
    const ends = head === null ? 'Nothing says any more where the record ends' : `The record ends at #${head.sequence}`
    const message = `${ends}, and it had been written up to #${listed}. A record that was cut is not exported.`
    throw new DomainError({ code: 'not-now', message })
  }
  return { incident, head }
}

/** Names of whoever takes the export and of the people its entries speak of, and of nobody else. */
async function namesUpTo(database: Transaction, head: StreamHead, exportedBy: string): Promise<Names> {
  const appearing = new Set([exportedBy])
  for await (const page of readStreamPages(database, head.stream))
    for (const entry of page)
      if (entry.sequence <= head.sequence) for (const person of personsIn(entry)) appearing.add(person)
  const people = await readPeople(database)
  return Object.fromEntries(people.flatMap(({ id, name }) => (appearing.has(id) ? [[id, name]] : [])).sort())
}
