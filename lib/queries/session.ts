import { database } from '@/lib/db/client'
import { buildShellView, type ShellView } from '@/lib/domain/view/shell-view'
import { withinLimit } from './within-limit'

const startMilliseconds = 4_000

/**
 * The server's time and the journal position a page starts its live stream from. Every page begins with it, so a
 * database that hangs is told within seconds instead of leaving the page empty.
 */
export async function readLiveStart(): Promise<{ now: string; position: number }> {
  const start = database().$queryRaw<{ now: Date; position: bigint }[]>`
    SELECT clock_timestamp() AS now, journal_horizon() AS position`
  const [row] = await withinLimit(start, startMilliseconds)
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
