import type { Actor } from '@/lib/domain/access/actor'
import { Actor as ActorSchema } from '@/lib/domain/access/actor'
import type { PositionedEntry } from '@/lib/domain/journal/entry'
import type { RecordedEvent } from '@/lib/domain/run/events/event'
import { recordedEvent } from '@/lib/domain/run/events/event'
import { project } from '@/lib/domain/run/project/project'
import type { IncidentState } from '@/lib/domain/run/state'
import type { Transaction } from '../client'
import { readStreamPages } from '../read-stream'

export function incidentStream(incidentId: string): string {
  return `incident:${incidentId}`
}

/** Folded states by incident: a cache that any process may lose, and that is only ever moved forward. */
const folded = new Map<string, IncidentState>()
const keep = 200

/** The state at the end of the stream as this transaction sees it; folds only what is newer than the cached state. */
export async function foldIncident(db: Transaction, incidentId: string): Promise<IncidentState | null> {
  const key = incidentStream(incidentId)
  let state = folded.get(key) ?? null
  for await (const page of readStreamPages(db, key, state?.sequence ?? 0)) {
    state = project(state, page.map(eventOf))
  }
  return state
}

/** Called once the transaction that made the state has committed. */
export function rememberState(state: IncidentState): void {
  const key = incidentStream(state.id)
  const known = folded.get(key)
  if (known !== undefined && known.sequence >= state.sequence) return
  folded.delete(key)
  folded.set(key, state)
  const oldest = folded.keys().next().value
  if (folded.size > keep && oldest !== undefined) folded.delete(oldest)
}

/** Tests fold from nothing. */
export function forgetStates(): void {
  folded.clear()
}

export function eventOf(entry: PositionedEntry): RecordedEvent {
  const actor: Actor = ActorSchema.parse(JSON.parse(entry.actor))
  const { type, sequence, at } = entry
  return recordedEvent({ type, sequence, at, actor, payload: JSON.parse(entry.payload) })
}
