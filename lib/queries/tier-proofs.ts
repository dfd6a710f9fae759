import type { Database } from '@/lib/db/client'
import { foldIfReadable, rememberState } from '@/lib/db/incident/fold-incident'
import { loadEnvironment } from '@/lib/db/load-plan'
import type { TierProof } from '@/lib/domain/view/posture/posture-input'

/** What the latest run that brought each tier back measured, from the journal, newest incident first. */
export async function readTierProofs(
  db: Database,
  { planKey, environment }: { planKey: string; environment: string },
): Promise<TierProof[]> {
  const incidents = await db.incident.findMany({
    where: { planKey, environment, status: { in: ['recovered', 'relapsed', 'closed'] } },
    orderBy: { number: 'desc' },
    take: 20,
    select: { id: true },
  })
  const proofs = new Map<string, TierProof>()
  for (const { id } of incidents) {
    const state = await foldIfReadable(db, id)
    if (state === null) continue
    rememberState(state)
    const { timeScale } = await loadEnvironment(db, state.environment.hash)
    for (const { tier, outages } of Object.values(state.tiers)) {
      // The newest recovery that was proven, measured from its own outage.
      const outage = outages.findLast(({ recovered }) => recovered !== null)
      if (outage?.recovered == null || proofs.has(tier)) continue
      const declaredAt = state.declared?.at ?? null
      proofs.set(tier, {
        tier,
        incident: state.id,
        mode: state.mode,
        timeScale,
        impactAt: outage.from,
        declaredAt: declaredAt !== null && declaredAt < outage.from ? outage.from : declaredAt,
        recoveredAt: outage.recovered.at,
        loss: state.loss,
      })
    }
  }
  return [...proofs.values()]
}
