import { database } from '@/lib/db/client'
import { chainView } from '@/lib/domain/view/evidence/chain-view'
import { foldEntries, readEntry } from '@/lib/domain/view/evidence/evidence-input'
import {
  buildEvidenceList,
  type EvidenceListInput,
  type EvidenceListView,
} from '@/lib/domain/view/evidence/evidence-list'
import { readEvidenceSource } from './evidence-source'

/** Every chain on the page is checked whole, so the page is short and shared. */
const listed = 25
const sharedMilliseconds = 5_000

let shared: { at: number; view: Promise<EvidenceListView> } | null = null

/** The newest incidents with the state of their chains, as checked within the last seconds. */
export function readEvidenceList(): Promise<EvidenceListView> {
  if (shared !== null && performance.now() - shared.at < sharedMilliseconds) return shared.view
  const view = read()
  shared = { at: performance.now(), view }
  // A failure is not shared: the next reader asks again.
  view.catch(() => (shared = null))
  return view
}

async function read(): Promise<EvidenceListView> {
  const db = database()
  const [rows, total] = await Promise.all([
    db.incident.findMany({ orderBy: { number: 'desc' }, take: listed }),
    db.incident.count(),
  ])
  const inputs: EvidenceListInput[] = []
  let now = new Date().toISOString()
  // One after another: a list must not hold as many connections as it has rows.
  for (const row of rows) {
    const source = await readEvidenceSource(row.id)
    if (source === null) continue
    now = source.now
    inputs.push({
      incident: { ...source.incident, proposedAt: row.proposedAt.toISOString() },
      plan: source.plan?.title ?? row.planKey,
      environment: source.environment?.title ?? row.environment,
      state: foldEntries(source.entries.map(readEntry)),
      chain: chainView(source.entries, source.head, source.now),
    })
  }
  return buildEvidenceList(inputs, total - rows.length, now)
}
