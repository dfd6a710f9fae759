import { database } from '@/lib/db/client'
import { buildShellView, type ShellView } from '@/lib/domain/view/shell-view'

/** The server's time and the journal position a page starts its live stream from. */
export async function readLiveStart(): Promise<{ now: string; position: number }> {
  const [row] = await database().$queryRaw<{ now: Date; position: bigint }[]>`
    SELECT clock_timestamp() AS now, journal_horizon() AS position`
  if (row === undefined) throw new Error('the database gave no time')
  return { now: row.now.toISOString(), position: Number(row.position) }
}

/** Approval requests that wait for answers, for the count in the bar. */
async function countOpenApprovals(): Promise<number> {
  const [row] = await database().$queryRaw<{ count: bigint }[]>`
    SELECT count(*) AS count FROM approval_request a JOIN run r ON r.id = a.run_id
    WHERE r.live AND a.status = 'open' AND a.expires_at > clock_timestamp()`
  return Number(row?.count ?? 0)
}

/** The bar of every page: incidents that are not closed, newest first, and approvals that wait. */
export async function readShell(): Promise<ShellView> {
  const [incidents, approvals] = await Promise.all([
    database().incident.findMany({
      where: { closedAt: null },
      orderBy: { number: 'desc' },
      take: 20,
      select: { id: true, number: true, title: true, mode: true, status: true },
    }),
    countOpenApprovals(),
  ])
  return buildShellView(incidents, approvals)
}
