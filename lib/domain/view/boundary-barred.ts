import type { Runbook } from '../plan/schema/runbook'
import type { BarredBy } from '../errors'
import type { BoundaryHolder, IncidentInput } from './incident-input'
import { incidentLabel } from './names'

/** Which run of another incident bars this runbook's promotion boundary, in words and with the way there. */
export function boundaryBarred({ boundaries }: Pick<IncidentInput, 'boundaries'>, runbook: Runbook): BarredBy | null {
  const holder = (boundaries ?? []).find(({ boundary }) => boundary === runbook.promotionBoundary)
  return holder === undefined ? null : barredBy(holder)
}

export function barredBy({ incident, runId, status }: BoundaryHolder): BarredBy {
  const label = incidentLabel({ number: incident.number, mode: incident.mode === 'live' ? 'live' : 'simulation' })
  return {
    incidentId: incident.id,
    label,
    runId,
    doing: doing[status] ?? status,
    href: `/incidents/${incident.id}`,
    ...(status === 'rolling-back' ? { freedBy: 'Abort there ends it, with the rest left as it is.' } : {}),
  }
}

/** `INC-0003, Checkout fails: its run INC-3-R1 is arming.` */
export function barredWords({ label, runId, doing: what, freedBy }: BarredBy): string {
  const bars = `Barred by ${label}: its run ${runId} ${what}, and two runs must not move the same at once.`
  return freedBy === undefined ? bars : `${bars} ${freedBy}`
}

const doing: Readonly<Record<string, string>> = {
  arming: 'is being armed',
  going: 'is under way',
  stopping: 'is stopping',
  stopped: 'is stopped and may be resumed',
  'rolling-back': 'is being undone',
}
