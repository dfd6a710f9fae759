import type { z } from 'zod'
import type { Actor } from '../../access/actor'
import { approvalEvents } from './approval-events'
import { incidentEvents } from './incident-events'
import { runEvents, stepEvents } from './run-events'

/** Every event an incident's stream may hold, by its stable code. Append-only: a change is a new version, upcast on reading. */
export const incidentCatalogue = { ...incidentEvents, ...approvalEvents, ...runEvents, ...stepEvents } as const

type Catalogue = typeof incidentCatalogue
export type IncidentEventType = keyof Catalogue
export type PayloadOf<T extends IncidentEventType> = z.infer<Catalogue[T]>

/** A decided fact, not yet in the journal. */
export type IncidentEvent = { [T in IncidentEventType]: { type: T; payload: PayloadOf<T> } }[IncidentEventType]

/** The same as the journal holds it. */
export type RecordedEvent = IncidentEvent & { sequence: number; at: string; actor: Actor }

export class UnknownEvent extends Error {}

/** Reads a stored entry back into a typed event; an unknown code or a payload that does not fit is an error, never skipped. */
export function recordedEvent(entry: {
  type: string
  sequence: number
  at: string
  actor: Actor
  payload: unknown
}): RecordedEvent {
  const catalogue = incidentCatalogue as Record<string, z.ZodType>
  const schema = Object.hasOwn(catalogue, entry.type) ? catalogue[entry.type] : undefined
  if (schema === undefined) throw new UnknownEvent(`no such event: ${entry.type}`)
  const payload = schema.parse(entry.payload)
  return { type: entry.type, payload, sequence: entry.sequence, at: entry.at, actor: entry.actor } as RecordedEvent
}
