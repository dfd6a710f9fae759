import { database, type Database } from '@/lib/db/client'
import { databaseTime } from '@/lib/db/database-time'
import type { ApprovalQueueView } from '@/lib/domain/view/approval/queue-view'
import { buildQueueView } from '@/lib/domain/view/approval/queue-view'
import type { Viewer } from '@/lib/domain/view/incident-input'
import { sharedIfReadable, shareByStanding } from './share-by-standing'

/** Open requests of every incident that still runs. The rows only find the incidents; what is open the fold says. */
export async function readWaitingApprovals(viewer: Viewer, db: Database = database()): Promise<ApprovalQueueView> {
  const rows = await shareByStanding('waiting approvals', db, () =>
    db.approvalRequest.findMany({
      where: { status: { in: ['open', 'approved'] }, run: { live: true } },
      select: { incidentId: true },
      distinct: ['incidentId'],
    }),
  )
  const loaded = await Promise.all(rows.map(({ incidentId }) => sharedIfReadable(incidentId, db)))
  const incidents = loaded.flatMap((incident) => incident ?? [])
  return buildQueueView(incidents, viewer, incidents[0]?.now ?? (await databaseTime(db)).toISOString())
}
