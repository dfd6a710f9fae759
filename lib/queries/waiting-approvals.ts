import { database, type Database } from '@/lib/db/client'
import { databaseTime } from '@/lib/db/database-time'
import type { ApprovalQueueView } from '@/lib/domain/view/approval/queue-view'
import { buildQueueView } from '@/lib/domain/view/approval/queue-view'
import type { Viewer } from '@/lib/domain/view/incident-input'
import { sharedIfReadable, shareByStanding } from './share-by-standing'

/**
 * Open requests, and words that wait for a second person, of every incident that still runs. The rows only find the
 * incidents; what is open the fold says.
 */
export async function readWaitingApprovals(viewer: Viewer, db: Database = database()): Promise<ApprovalQueueView> {
  const asking = await shareByStanding('waiting approvals', db, async () => {
    const select = { incidentId: true }
    const requests = { status: { in: ['open', 'approved'] }, run: { live: true } }
    const rows = await Promise.all([
      db.approvalRequest.findMany({ where: requests, select, distinct: ['incidentId'] }),
      db.run.findMany({ where: { live: true, awaitsWord: true }, select }),
    ])
    return [...new Set(rows.flat().map(({ incidentId }) => incidentId))]
  })
  const loaded = await Promise.all(asking.map((incidentId) => sharedIfReadable(incidentId, db)))
  const incidents = loaded.flatMap((incident) => incident ?? [])
  return buildQueueView(incidents, viewer, incidents[0]?.now ?? (await databaseTime(db)).toISOString())
}
