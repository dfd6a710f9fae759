import type { z } from 'zod'
import type { Actor } from '../../access/actor'
import { approvalEvents } from './approval-events'
import { incidentEvents } from './incident-events'
import { noticeEvents } from './notice-events'
import { runEvents, stepEvents } from './run-events'

/** Every event an incident's stream may hold, by its stable code, in its newest version: older ones are upcast on reading. */
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
