import { database } from '@/lib/db/client'
import { databaseTime } from '@/lib/db/database-time'
import { journalHorizon } from '@/lib/db/journal-horizon'
import { chainJudged } from '@/lib/domain/view/evidence/chain-view'
import {
  buildEvidenceList,
  type EvidenceListInput,
  type EvidenceListView,
} from '@/lib/domain/view/evidence/evidence-list'
import { readEvidenceSource } from './evidence-source'
import { shareView } from './share-view'

/** Every chain on the page is checked, so the page is short and shared. */
const listed = 25
const checkedMilliseconds = 5_000
const apart = 1_000

/** The newest incidents with the state of their chains, as checked within the last seconds. */
export async function readEvidenceList(): Promise<EvidenceListView> {
  const version = String(await journalHorizon(database()))
  return shareView('evidence list', { version, fresh: checkedMilliseconds, apart }, read)
}

async function read(): Promise<EvidenceListView> {
  const db = database()
  const [rows, total, time] = await Promise.all([
    db.incident.findMany({ orderBy: { number: 'desc' }, take: listed }),
    db.incident.count(),
    databaseTime(db),
  ])
  const inputs: EvidenceListInput[] = []
  let now = time.toISOString()
  // One after another: a list must not hold as many connections as it has rows.
  for (const row of rows) {
    const source = await readEvidenceSource(row.id, db)
    if (source === null) continue
    now = source.now
    inputs.push({
      incident: { ...source.incident, proposedAt: row.proposedAt.toISOString() },
      plan: source.plan?.title ?? row.planKey,
      environment: source.environment?.title ?? row.environment,
      state: chainJudged(source.chain) ? source.record.state() : null,
      chain: source.chain,
    })
  }
  return buildEvidenceList(inputs, total - rows.length, now)
}
