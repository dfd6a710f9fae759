import { chainEntries, storeEntries } from '@/lib/db/append-entries'
import type { Database } from '@/lib/db/client'
import type { LockedHead } from '@/lib/db/lock-streams'
import { lockStream } from '@/lib/db/lock-streams'
import { withTransaction } from '@/lib/db/transaction'
import type { Actor } from '@/lib/domain/access/actor'
import type { JournalEntry } from '@/lib/domain/journal/entry'
import type { Plan } from '@/lib/domain/plan/schema/plan'
import type { IncidentEvent } from '@/lib/domain/run/events/event'
import { writtenEvent } from '@/lib/domain/run/events/stored-event'
import { incidentStream } from '@/lib/domain/run/incident-stream'

/** Appended together, under one time. */
const batch = 1_000

interface Told {
  id: string
  plan: Plan
  /** A run that is armed; null: there is none to be paused. */
  runId: string | null
}

/**
 * What fills the stream of an incident that stays open for weeks: gates that turn, alerts that fire and resolve, and of
 * a hundred entries four that people wrote: notes, duties handed over, a run paused and resumed.
 */
export function fillerEvents(
  { plan, runId }: Told,
  from: number,
  count: number,
): { actor: Actor; event: IncidentEvent }[] {
  const [runbook] = plan.runbooks
  const gates = runbook?.gates.map(({ id }) => id) ?? []
  const duties = plan.duties.map(({ id }) => id)
  const worker: Actor = { kind: 'worker', worker: 'bench-worker-1', token: 1 }
  const person: Actor = { kind: 'person', person: 'mara-okafor', account: 'mara-okafor' }
  const source: Actor = { kind: 'alert-source', source: 'alertmanager' }
  const at = (n: number) => new Date(Date.UTC(2026, 10, 19) + n * 1_000).toISOString()
  return Array.from({ length: count }, (_, index) => {
    const n = from + index
    const inHundred = n % 100
    const odd = Math.floor(n / 100) % 2 === 1
    if (inHundred === 0)
      return {
        actor: person,
        event: {
          type: 'incident.decisionRecorded',
          payload: { kind: 'note', runId: null, subject: null, statement: `Looked at it again, nothing new (${n}).` },
        },
      }
    if (inHundred === 25)
      return {
        actor: person,
        event: {
          type: 'incident.dutyAssigned',
          payload: { duty: duties[Math.floor(n / 100) % duties.length] ?? '', person: odd ? 'kenji-sato' : null },
        },
      }
    if (runId !== null && inHundred === 50)
      return { actor: person, event: { type: 'run.paused', payload: { runId, reason: 'somebody looks first' } } }
    if (runId !== null && inHundred === 75) return { actor: person, event: { type: 'run.resumed', payload: { runId } } }
    if (inHundred % 10 === 5) {
      // Each alert fires, and the next entry of the kind says that it is over.
      const alert = Math.floor(n / 20)
      const status = Math.floor(n / 10) % 2 === 0 ? 'firing' : 'resolved'
      const payload = {
        source: 'alertmanager',
        name: 'TierDown',
        fingerprint: 'f00d',
        status,
        startsAt: at(alert),
      } as const
      return { actor: source, event: { type: 'incident.alertReceived', payload } }
    }
    const verdict = odd ? ('met' as const) : ('unmet' as const)
    const reading = gates[n % Math.max(1, gates.length)] ?? 'gate'
    const fact = { reading, value: n, observedAt: at(n), source: 'bench: a monitor of the region', unknown: null }
    return {
      actor: worker,
      event: {
        type: 'incident.gateJudged',
        payload: {
          runbook: runbook?.id ?? '',
          gate: reading,
          verdict,
          readings: [fact, { ...fact, reading: `${reading}.second`, value: odd }],
          reason: odd ? 'every monitor says so' : 'two of three monitors say otherwise',
        },
      },
    }
  })
}

/** Chains filler behind a head, by the code that every append uses. */
export function chainFiller(head: LockedHead, told: Told, from: number, count: number): JournalEntry[] {
  const entries: JournalEntry[] = []
  for (const { actor, event } of fillerEvents(told, from, count))
    entries.push(...chainEntries(head, actor, [writtenEvent(event)]))
  return entries
}

/** So many more entries behind what an incident has. */
export async function lengthen(database: Database, told: Told, count: number): Promise<void> {
  for (let done = 0; done < count; done += batch)
    await withTransaction(database, async (tx) => {
      const head = await lockStream(tx, incidentStream(told.id))
      await storeEntries(tx, head, chainFiller(head, told, done, Math.min(batch, count - done)))
      await tx.incident.update({ where: { id: told.id }, data: { sequence: head.sequence } })
    })
}
