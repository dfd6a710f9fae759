import { database, type Database } from '@/lib/db/client'
import { readChainEnd } from '@/lib/db/read-chain-end'
import { readStream } from '@/lib/db/read-stream'
import { may, permissions, type Role } from '@/lib/domain/access/roles'
import { incidentStream } from '@/lib/domain/run/incident-stream'
import type { JournalEntry } from '@/lib/domain/journal/entry'
import { chainChanged } from '@/lib/domain/view/evidence/chain-view'
import { buildEntryView, type EntryView } from '@/lib/domain/view/evidence/entry-view'
import {
  buildEvidenceView,
  entriesAPage,
  type EvidencePageView,
  type EvidenceView,
} from '@/lib/domain/view/evidence/evidence-view'
import { doubtChain } from './chain-follower'
import { readEvidenceSource, type EvidenceSource } from './evidence-source'
import { createShare } from './share-view'

/** A page is read again at the most this often for everybody who looks. */
const apart = 1_000
const share = createShare(30)

/** One page of the record, the last where none is asked for. */
export async function readEvidence(
  incidentId: string,
  roles: readonly Role[],
  asked: number | null = null,
  db: Database = database(),
): Promise<EvidencePageView | null> {
  const end = await readChainEnd(db, incidentId)
  if (end === null) return null
  const { head, listed } = end
  const of = Math.max(1, Math.ceil(Math.max(head?.sequence ?? 0, listed) / entriesAPage))
  const page = Math.min(of, Math.max(1, asked ?? of))
  const view = await share(`${incidentId} ${page}`, { version: `${head?.hash} ${listed}`, fresh: apart, apart }, () =>
    readPage(db, incidentId, { page, of }),
  )
  if (view === null) return null
  const exportRefused = may(roles, 'evidence.export')
    ? null
    : `Export is for ${permissions['evidence.export'].join(', ')}.`
  return { ...view, exportRefused }
}

async function readPage(
  db: Database,
  incidentId: string,
  pages: { page: number; of: number },
): Promise<EvidenceView | null> {
  const source = await readEvidenceSource(incidentId, db)
  if (source === null) return null
  const after = (pages.page - 1) * entriesAPage
  const last = pages.page === pages.of
  // The last page holds whatever was appended meanwhile, too.
  const listed = await readStream(db, incidentStream(incidentId), {
    after,
    limit: last ? 2 * entriesAPage : entriesAPage,
  })
  const within = listed.filter(({ sequence }) => last || sequence <= after + entriesAPage)
  const compared = await comparedWith(db, source, within, { from: after + 1, to: after + entriesAPage })
  return buildEvidenceView({ ...compared, listed: within, pages })
}

/** The verdict is of what was read before: what is shown beside it must be the same, or there is no verdict. */
async function comparedWith(
  db: Database,
  source: EvidenceSource,
  read: readonly JournalEntry[],
  { from, to }: { from: number; to: number },
): Promise<EvidenceSource> {
  const { record, chain, incident } = source
  const changed = record.firstChanged(read, from, to)
  if (changed === null) return source
  await doubtChain(db, incident.id, record)
  return { ...source, chain: chainChanged(record, changed, chain.checkedAt) }
}

export async function readEvidenceEntry(
  incidentId: string,
  sequence: number,
  db: Database = database(),
): Promise<EntryView | null> {
  if (!Number.isSafeInteger(sequence) || sequence < 1) return null
  const source = await readEvidenceSource(incidentId, db)
  const [entry] = await readStream(db, incidentStream(incidentId), { after: sequence - 1, limit: 1 })
  if (source === null) return null
  const found = entry?.sequence === sequence ? [entry] : []
  const compared = await comparedWith(db, source, found, { from: sequence, to: sequence })
  return entry?.sequence === sequence ? buildEntryView(compared, entry) : null
}
