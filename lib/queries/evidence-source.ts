import { database, type Database, type Transaction } from '@/lib/db/client'
import { databaseTime } from '@/lib/db/database-time'
import { loadEnvironment, loadPlan } from '@/lib/db/load-plan'
import { incidentStream } from '@/lib/domain/run/incident-stream'
import { readPeople } from '@/lib/db/people'
import { readChainEnd } from '@/lib/db/read-chain-end'
import { readStreamPages } from '@/lib/db/read-stream'
import type { JournalEntry, StreamHead } from '@/lib/domain/journal/entry'
import type { EvidenceInput } from '@/lib/domain/view/evidence/evidence-input'
import { readEntry } from '@/lib/domain/view/evidence/evidence-input'
import type { EvidenceScene } from '@/lib/domain/view/evidence/evidence-view'
import { followChain } from './chain-follower'

/** What is known of an incident's record without any of its entries. */
export type EvidenceSource = Omit<EvidenceScene, 'listed' | 'pages'>

/** The record of an incident, with what names it. Null: there is no such incident. */
export async function readEvidenceSource(
  incidentId: string,
  db: Database = database(),
  patience?: number,
): Promise<EvidenceSource | null> {
  const { record, chain } = await followChain(db, incidentId, patience)
  const about = await readAbout(db, incidentId, record.first)
  return about === null ? null : { ...about, record, chain }
}

/** Every entry of an incident, for what is told of it whole; `upTo`: as it stood at that entry, whatever was appended since. */
export async function readEvidenceInput(
  db: Transaction,
  incidentId: string,
  upTo: StreamHead | null = null,
): Promise<EvidenceInput | null> {
  const written = await readChainEnd(db, incidentId)
  if (written === null) return null
  const read: JournalEntry[] = []
  for await (const page of readStreamPages(db, incidentStream(incidentId))) read.push(...page)
  const about = await readAbout(db, incidentId, read[0] ?? null)
  if (about === null) return null
  if (upTo === null) return { ...about, entries: read, end: written }
  const entries = read.filter(({ sequence }) => sequence <= upTo.sequence)
  // What was appended since is left out; what was lost since is not.
  const whole = (read.at(-1)?.sequence ?? 0) >= written.listed
  const listed = whole ? Math.min(written.listed, upTo.sequence) : written.listed
  return { ...about, entries, end: { head: upTo, listed } }
}

async function readAbout(
  db: Transaction,
  incidentId: string,
  first: JournalEntry | null,
): Promise<Omit<EvidenceInput, 'entries' | 'end'> | null> {
  const incident = await db.incident.findUnique({ where: { id: incidentId } })
  if (incident === null) return null
  const pinned = pinnedHashes(first)
  const [plan, environment, people, now] = await Promise.all([
    pinned === null ? null : loadPlan(db, pinned.plan),
    pinned === null ? null : loadEnvironment(db, pinned.environment),
    readPeople(db),
    databaseTime(db),
  ])
  const { id, number, title, mode, status } = incident
  return {
    incident: { id, number, title, mode, status },
    plan,
    environment,
    persons: Object.fromEntries(
      people.map(({ id: person, name, title: office }) => [person, known(person, name, office)]),
    ),
    now: now.toISOString(),
  }
}

const known = (id: string, name: string, title: string) => ({ id, name, title, roles: [] })

function pinnedHashes(first: JournalEntry | null): { plan: string; environment: string } | null {
  const event = first === null ? null : readEntry(first).event
  if (event?.type !== 'incident.proposed') return null
  return { plan: event.payload.plan.hash, environment: event.payload.environment.hash }
}
