import type { OpenHere } from '@/lib/domain/view/open-here'
import { alertThatOpened } from '@/lib/domain/view/interruption'
import type { Transaction } from '../client'
import { foldIfReadable } from './fold-incident'

/**
 * The incidents that are open in one plan and environment, the oldest first. What opened a live one stands in its
 * stream, which is asked only while a drill is open beside it.
 */
export async function openInPlace(
  db: Transaction,
  { planKey, environment }: { planKey: string; environment: string },
): Promise<OpenHere[]> {
  const rows = await db.incident.findMany({
    where: { planKey, environment, closedAt: null },
    orderBy: { number: 'asc' },
  })
  const drilling = rows.some(({ mode }) => mode !== 'live')
  return Promise.all(
    rows.map(async ({ id, number, mode, title, status, proposedAt }) => {
      const state = drilling && mode === 'live' ? await foldIfReadable(db, id) : null
      return {
        id,
        number,
        mode,
        title,
        status,
        planKey,
        environment,
        proposedAt: proposedAt.toISOString(),
        alert: state === null ? null : alertThatOpened(state),
      }
    }),
  )
}
