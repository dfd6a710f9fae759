import type { Database, Transaction } from '@/lib/db/client'
import { decideIncident } from '@/lib/db/incident/decide-incident'
import { rememberState } from '@/lib/db/incident/fold-incident'
import { incidentStream } from '@/lib/domain/run/incident-stream'
import { proposeIncident } from '@/lib/db/incident/propose-incident'
import { lockStream } from '@/lib/db/lock-streams'
import { withTransaction } from '@/lib/db/transaction'
import type { Actor } from '@/lib/domain/access/actor'
import { DomainError } from '@/lib/domain/errors'
import type { IncidentState } from '@/lib/domain/run/state'

export interface ReceivedAlert {
  planKey: string
  environment: string
  source: string
  name: string
  title: string
  fingerprint: string
  status: 'firing' | 'resolved'
  startsAt: string
  labels: Record<string, string>
}

/**
 * Takes one authenticated alert. It joins the open live incident of its environment, or proposes one, a drill or not; a
 * resent alert, also of an incident that was closed, or one that ends what nobody opened, changes nothing. Returns the
 * incident it belongs to, if any.
 */
export async function receiveAlert(database: Database, alert: ReceivedAlert): Promise<string | null> {
  const taken = await take(database, alert)
  if (taken !== closed) return taken
  // It was closed between finding and joining it. What is refused is not sent again, so it is looked once more.
  const again = await take(database, alert)
  if (again !== closed) return again
  throw new Error('an incident was closed twice while an alert was taken')
}

const closed = Symbol('closed')

async function take(database: Database, alert: ReceivedAlert): Promise<string | null | typeof closed> {
  const actor: Actor = { kind: 'alert-source', source: alert.source }
  const { planKey, environment, title, name, source, fingerprint, status, startsAt, labels } = alert
  let proposed: IncidentState | null = null
  const open = await withTransaction(database, async (tx) => {
    // Two alerts at once must not open two incidents: they queue here.
    await lockStream(tx, `alerts:${planKey}/${environment}`)
    // A drill takes no alert: what fires during one may be real, and then it needs an incident of its own.
    const known = await tx.incident.findFirst({
      where: { planKey, environment, closedAt: null, mode: 'live' },
      orderBy: { number: 'desc' },
      select: { id: true },
    })
    if (known !== null || status === 'resolved') return known?.id ?? null
    if (await closedWith(tx, alert)) return null
    const given = { source, name, fingerprint, startsAt, labels }
    proposed = await proposeIncident(
      tx,
      { planKey, environment, mode: 'live', title, alert: given, commander: null },
      actor,
    )
    if (proposed === null)
      throw new DomainError({ code: 'not-found', message: 'There is no such plan and environment.' })
    return null
  })
  const fresh = proposed as IncidentState | null
  if (fresh !== null) {
    rememberState(fresh)
    return fresh.id
  }
  if (open === null) return null
  const command = { type: 'receive-alert', source, name, fingerprint, status, startsAt } as const
  const outcome = await decideIncident(database, open, command, actor)
  if (!outcome.ok && outcome.state?.closed != null) return closed
  if (!outcome.ok && outcome.refusal.code !== 'already-done') throw new DomainError(outcome.refusal)
  return open
}

/** Whether an incident that was closed has had this very firing: sending it again, whoever does, is no news. */
async function closedWith(tx: Transaction, alert: ReceivedAlert): Promise<boolean> {
  const { planKey, environment, fingerprint, startsAt } = alert
  const closed = await tx.incident.findMany({
    where: { planKey, environment, mode: 'live', closedAt: { gt: new Date(startsAt) } },
    select: { id: true },
  })
  const entries = await tx.journalEntry.findMany({
    where: {
      stream: { in: closed.map(({ id }) => incidentStream(id)) },
      type: { in: ['incident.proposed', 'incident.alertReceived'] },
    },
    select: { payload: true },
  })
  return entries.some(({ payload }) => {
    const known = JSON.parse(payload) as Partial<ReceivedAlert> & { alert?: Partial<ReceivedAlert> | null }
    const told = known.alert ?? known
    return told.fingerprint === fingerprint && told.startsAt === startsAt
  })
}
