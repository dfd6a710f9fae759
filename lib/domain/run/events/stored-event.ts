import { z } from 'zod'
import { Actor } from '../../access/actor'
import { isEntryTime, type JournalEntry, type NewEvent } from '../../journal/entry'
import { incidentCatalogue, type IncidentEvent, type RecordedEvent } from './event'
import { knownFields } from './known-fields'
import { UnreadableEntry, type Numbered } from './unreadable-entry'
import { upcasts, type Upcast } from './upcasts'

/** What a process knows of events: the newest schema of each, and how older versions are read. */
export interface KnownEvents {
  catalogue: Readonly<Record<string, z.ZodType>>
  upcasts: Readonly<Record<string, readonly Upcast[] | undefined>>
}

const knownEvents: KnownEvents = { catalogue: incidentCatalogue, upcasts }

/** The version in which an event is written: one more than there are upcasts to it. */
function versionOf(type: string, known: KnownEvents): number {
  return 1 + (Object.hasOwn(known.upcasts, type) ? (known.upcasts[type]?.length ?? 0) : 0)
}

/** Reads an entry back into a typed event, in the words of the newest version. Throws UnreadableEntry. */
export function recordedEvent(
  entry: Numbered & { at: string; actor: Actor; payload: unknown },
  known: KnownEvents = knownEvents,
): RecordedEvent {
  const { type, version, sequence, at, actor } = entry
  const schema = Object.hasOwn(known.catalogue, type) ? known.catalogue[type] : undefined
  if (schema === undefined) throw UnreadableEntry.newer(entry, 0)
  const newest = versionOf(type, known)
  if (version > newest) throw UnreadableEntry.newer(entry, newest)
  try {
    const steps = known.upcasts[type]?.slice(version - 1) ?? []
    const payload = steps.reduce<unknown>((older, upcast) => upcast(z.looseObject({}).parse(older)), entry.payload)
    return { type, payload: knownFields(schema, payload), sequence, at, actor } as RecordedEvent
  } catch (error) {
    throw UnreadableEntry.misfit(entry, whereOf(error))
  }
}

/** The same of a stored entry, whose actor and payload are text. Throws UnreadableEntry. */
export function eventOf(entry: JournalEntry): RecordedEvent {
  let actor: Actor
  let payload: unknown
  try {
    payload = JSON.parse(entry.payload)
    actor = Actor.parse(JSON.parse(entry.actor))
  } catch (error) {
    // Of an event that is not known at all, that is what there is to say.
    if (!Object.hasOwn(incidentCatalogue, entry.type)) throw UnreadableEntry.newer(entry, 0)
    throw UnreadableEntry.misfit(entry, whereOf(error))
  }
  const { type, version, sequence, at } = entry
  if (!isEntryTime(at)) throw UnreadableEntry.misfit(entry, 'its time cannot be read')
  return recordedEvent({ type, version, sequence, at, actor, payload })
}

/** A decided fact as it is appended: in the newest version, and nothing beyond what its schema lists. Throws ZodError. */
export function writtenEvent({ type, payload }: IncidentEvent, known: KnownEvents = knownEvents): NewEvent {
  return {
    type,
    version: versionOf(type, known),
    payload: known.catalogue[type]?.parse(payload) as NewEvent['payload'],
  }
}

/** Which field it is, never what stands in it. */
function whereOf(error: unknown): string {
  const path = error instanceof z.ZodError ? (error.issues[0]?.path.join('.') ?? '') : ''
  return path === '' ? 'it is of another form' : `"${path}" is of another form`
}
