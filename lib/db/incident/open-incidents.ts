import type { OpenIncident } from '@/lib/domain/view/open-now'
import type { Transaction } from '../client'

/** Incidents that are open now but this one, the newest first. */
export function openIncidents(db: Transaction, except: string | null): Promise<OpenIncident[]> {
  return db.incident.findMany({
    where: { closedAt: null, ...(except === null ? {} : { id: { not: except } }) },
    orderBy: { number: 'desc' },
    take: 20,
    select: { id: true, number: true, title: true, mode: true, status: true, environment: true },
  })
}
