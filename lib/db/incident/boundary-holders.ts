import type { BoundaryHolder } from '@/lib/domain/view/incident-input'
import type { Transaction } from '../client'

/** Runs of other incidents that hold a promotion boundary in the place of this one. */
export async function boundaryHolders(db: Transaction, incidentId: string): Promise<BoundaryHolder[]> {
  const incident = await db.incident.findUnique({
    where: { id: incidentId },
    select: { planKey: true, environment: true },
  })
  if (incident === null) return []
  const runs = await db.run.findMany({
    where: { ...incident, holdsBoundary: true, incidentId: { not: incidentId } },
    include: { incident: true },
  })
  return runs.map(({ id, promotionBoundary, status, incident: of }) => ({
    boundary: promotionBoundary,
    runId: id,
    incident: {
      id: of.id,
      number: of.number,
      title: of.title,
      mode: of.mode,
      status: of.status,
      environment: of.environment,
    },
    status,
  }))
}
