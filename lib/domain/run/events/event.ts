import type { z } from 'zod'
import type { Actor } from '../../access/actor'
import { approvalEvents } from './approval-events'
import { incidentEvents } from './incident-events'
import { noticeEvents } from './notice-events'
import { runEvents, stepEvents } from './run-events'

/** Every event an incident's stream may hold, by its stable code. Append-only: a change is a new version, upcast on reading. */
export const incidentCatalogue = {
  ...incidentEvents,
  ...approvalEvents,
  ...noticeEvents,
  ...runEvents,
  ...stepEvents,
} as const

type Catalogue = typeof incidentCatalogue
export type IncidentEventType = keyof Catalogue
export type PayloadOf<T extends IncidentEventType> = z.infer<Catalogue[T]>

/** A decided fact, not yet in the journal. */
export type IncidentEvent = { [T in IncidentEventType]: { type: T; payload: PayloadOf<T> } }[IncidentEventType]

/** The same as the journal holds it. */
export type RecordedEvent = IncidentEvent & { sequence: number; at: string; actor: Actor }

export class UnknownEvent extends Error {}

/** The version in which every event is written. When one changes, it gets a version of its own and an upcast of the older. */
export const eventVersion = 1

/**
 * Reads a stored entry back into a typed event; an unknown code or version, or a payload that does not fit, is an error,
 * never skipped: an entry of a newer console must not be taken for what this one would have meant by it.
 */
export function recordedEvent(entry: {
  type: string
  version: number
  sequence: number
  at: string
  actor: Actor
  payload: unknown
}): RecordedEvent {
  const catalogue = incidentCatalogue as Record<string, z.ZodType>
  const schema = Object.hasOwn(catalogue, entry.type) ? catalogue[entry.type] : undefined
  if (schema === undefined) throw new UnknownEvent(`no such event: ${entry.type}`)
  if (entry.version !== eventVersion)
    throw new UnknownEvent(`${entry.type}: version ${entry.version} is not known here`)
  const payload = schema.parse(entry.payload)
  return { type: entry.type, payload, sequence: entry.sequence, at: entry.at, actor: entry.actor } as RecordedEvent
}
