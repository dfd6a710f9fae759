import { database, type Database, type Transaction } from '@/lib/db/client'
import { databaseTime } from '@/lib/db/database-time'
import { loadEnvironment, loadPlan } from '@/lib/db/load-plan'
import { incidentStream } from '@/lib/domain/run/incident-stream'
import { readPeople } from '@/lib/db/people'
import { readHeads } from '@/lib/db/read-heads'
import { readStreamPages } from '@/lib/db/read-stream'
import type { JournalEntry, StreamHead } from '@/lib/domain/journal/entry'
import type { EvidenceInput } from '@/lib/domain/view/evidence/evidence-input'
import { readEntry } from '@/lib/domain/view/evidence/evidence-input'
import { createShare } from './share-view'

/** Every reading checks the whole chain: it is read again at the most this often for everybody who looks. */
const apart = 1_000
/** Each holds a whole stream: as many as the list of evidence shows, and some. */
const share = createShare(30)

/**
 * The whole stream of an incident as it is stored, with what names it, checked at the most `fresh` milliseconds ago and
 * never older than what the reader has heard. Null: there is no such incident.
 */
export async function readEvidenceSource(
  incidentId: string,
  fresh = apart,
  db: Database = database(),
): Promise<EvidenceInput | null> {
  const [head] = await readHeads(db, [incidentStream(incidentId)])
  return share(incidentId, { version: head?.hash ?? '', fresh, apart }, () => readEvidenceInput(db, incidentId))
}

/** The same, read now; `upTo`: as it stood at that entry, whatever was appended since. */
export async function readEvidenceInput(
  db: Transaction,
  incidentId: string,
  upTo: StreamHead | null = null,
): Promise<EvidenceInput | null> {
  const incident = await db.incident.findUnique({ where: { id: incidentId } })
  if (incident === null) return null
  const stream = incidentStream(incidentId)
  // The head first: entries that are appended meanwhile are then more than was promised, not less.
  const [newest] = await readHeads(db, [stream])
  const head = upTo ?? newest ?? null
  const entries: JournalEntry[] = []
  for await (const page of readStreamPages(db, stream))
    entries.push(...page.filter(({ sequence }) => upTo === null || sequence <= upTo.sequence))
  const pinned = pinnedHashes(entries)
  const [plan, environment, people, now] = await Promise.all([
    pinned === null ? null : loadPlan(db, pinned.plan),
    pinned === null ? null : loadEnvironment(db, pinned.environment),
    readPeople(db),
    databaseTime(db),
  ])
  const { id, number, title, mode, status } = incident
  return {
    incident: { id, number, title, mode, status },
    entries,
    head,
    plan,
    environment,
    persons: Object.fromEntries(
      people.map(({ id: person, name, title: office }) => [person, known(person, name, office)]),
    ),
    now: now.toISOString(),
  }
}

const known = (id: string, name: string, title: string) => ({ id, name, title, roles: [] })

function pinnedHashes(entries: readonly JournalEntry[]): { plan: string; environment: string } | null {
  const first = entries[0]
  const event = first === undefined ? null : readEntry(first).event
  if (event?.type !== 'incident.proposed') return null
  return { plan: event.payload.plan.hash, environment: event.payload.environment.hash }
}
