import { appendEntries } from '@/lib/db/append-entries'
import { incidentStream } from '@/lib/db/incident/incident-stream'
import { lockStream } from '@/lib/db/lock-streams'
import { readAccountHolder } from '@/lib/db/people'
import { readHeads } from '@/lib/db/read-heads'
import { withTransaction } from '@/lib/db/transaction'
import { may, permissions, roles } from '@/lib/domain/access/roles'
import { DomainError } from '@/lib/domain/errors'
import type { StreamHead } from '@/lib/domain/journal/entry'
import { exportEvents, exportStream, ExportFormat, type ExportEvent } from '@/lib/domain/journal/export-events'
import type { Asker } from './mutation'
import { parseInput } from './mutation'

/** An export that the journal knows of: what it covers, and the entry that says who has it. */
export interface RecordedExport {
  incident: { id: string; number: number; title: string; mode: string }
  format: ExportFormat
  /** The stream's end at that moment. The export goes no further, whatever is appended meanwhile. */
  head: StreamHead
  exportedAt: string
  exportedBy: string
  recorded: StreamHead
}

/** Records that somebody takes the record of an incident away, and up to where. Throws DomainError. */
export async function exportEvidence(
  asker: Asker,
  input: { incidentId: string; format: string },
): Promise<RecordedExport> {
  const format = parseInput(ExportFormat, input.format)
  return withTransaction(asker.database, async (tx): Promise<RecordedExport> => {
    const holder = await readAccountHolder(tx, asker.account)
    const held = roles.filter((role) => holder?.person.id === asker.person && holder.roles.includes(role))
    if (!may(held, 'evidence.export')) {
      const missing = [...permissions['evidence.export']]
      throw new DomainError({ code: 'forbidden', message: `Export is for ${missing.join(', ')}.`, missing })
    }
    const incident = await tx.incident.findUnique({
      where: { id: input.incidentId },
      select: { id: true, number: true, title: true, mode: true },
    })
    const locked = await lockStream(tx, exportStream)
    const [head] = incident === null ? [] : await readHeads(tx, [incidentStream(incident.id)])
    if (incident === null || head === undefined)
      throw new DomainError({ code: 'not-found', message: 'There is no such incident.' })
    const event: ExportEvent = {
      type: 'evidence.exported',
      payload: { incident: incident.id, format, sequence: head.sequence, hash: head.hash },
    }
    const payload = exportEvents[event.type].parse(event.payload)
    const actor = { kind: 'person', person: asker.person, account: asker.account }
    const [entry] = await appendEntries(tx, locked, actor, [{ type: event.type, version: 1, payload }])
    if (entry === undefined) throw new Error('the export was not recorded')
    const { stream, sequence, hash, at } = entry
    return { incident, format, head, exportedAt: at, exportedBy: asker.person, recorded: { stream, sequence, hash } }
  })
}
