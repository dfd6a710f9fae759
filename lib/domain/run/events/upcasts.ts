import type { IncidentEventType } from './event'

/** Says a payload of one version in the words of the next. Pure; what the older one did not say stays unsaid. */
export type Upcast = (payload: Readonly<Record<string, unknown>>) => Record<string, unknown>

/**
 * By type of event, oldest first: the first makes version 2 of version 1, the next 3 of 2. The catalogue holds the schema
 * of the newest. A type that is not here has had one version.
 */
export const upcasts: Readonly<Partial<Record<IncidentEventType, readonly Upcast[]>>> = {}
