import type { ChainEnd } from './chain-end'
import { Actor } from '../../access/actor'
import type { JournalEntry } from '../../journal/entry'
import type { Environment } from '../../plan/schema/environment'
import type { Plan } from '../../plan/schema/plan'
import type { RecordedEvent } from '../../run/events/event'
import { eventOf } from '../../run/events/stored-event'
import { project } from '../../run/project/project'
import type { IncidentState } from '../../run/state'
import type { Person } from '../incident-input'

/** What evidence is made of: the stored entries themselves. Everything else only names or judges them. */
export interface EvidenceInput {
  /** By the incident's row, for a journal that can no longer be folded. */
  incident: { id: string; number: number; title: string; mode: string; status: string }
  entries: readonly JournalEntry[]
  end: ChainEnd
  plan: Plan | null
  environment: Environment | null
  persons: Readonly<Record<string, Person>>
  /** The server's time, ISO. */
  now: string
}

/** An entry and what could be read of it. A journal that was tampered with must still be shown, entry by entry. */
export interface ReadEntry {
  entry: JournalEntry
  event: RecordedEvent | null
  actor: Actor | null
  unreadable: string | null
}

export function readEntry(entry: JournalEntry): ReadEntry {
  let actor: Actor | null = null
  try {
    actor = Actor.parse(JSON.parse(entry.actor))
    return { entry, event: eventOf(entry), actor, unreadable: null }
  } catch (error) {
    return { entry, event: null, actor, unreadable: error instanceof Error ? error.message : String(error) }
  }
}

/** The state the entries lead to; null when an entry cannot be read or the history is impossible. */
export function foldEntries(read: readonly ReadEntry[]): IncidentState | null {
  const events = read.flatMap(({ event }) => event ?? [])
  if (events.length !== read.length) return null
  try {
    return project(null, events)
  } catch {
    return null
  }
}
