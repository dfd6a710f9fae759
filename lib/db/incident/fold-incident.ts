import type { JournalEntry } from '@/lib/domain/journal/entry'
import { eventOf } from '@/lib/domain/run/events/stored-event'
import { UnreadableEntry } from '@/lib/domain/run/events/unreadable-entry'
import { incidentStream } from '@/lib/domain/run/incident-stream'
import { ImpossibleHistory } from '@/lib/domain/run/project/impossible'
import { project } from '@/lib/domain/run/project/project'
import type { IncidentState } from '@/lib/domain/run/state'
import type { Transaction } from '../client'
import { readStreamPages } from '../read-stream'

/** Folded states by incident: a cache that any process may lose. */
const folded = new Map<string, IncidentState>()
/** More than a worker drives at most, and than a list shows. */
const keep = 1_000
/** The hash of the entry each state stands at: what tells whether a journal still holds the history it came from. */
const hashes = new WeakMap<IncidentState, string>()

/**
 * The state at the end of the stream as this transaction sees it; folds only what is newer than the cached state. Throws
 * UnreadableEntry where this process does not understand what stands in the journal.
 */
export async function foldIncident(db: Transaction, incidentId: string): Promise<IncidentState | null> {
  const key = incidentStream(incidentId)
  const known = folded.get(key)
  if (known !== undefined) {
    const state = await foldFrom(db, key, known)
    if (state !== null) {
      // What is used stays.
      folded.delete(key)
      folded.set(key, known)
      return state
    }
    // The journal holds another history than we remember: a standby without the last rows was promoted, or it was restored.
    folded.delete(key)
  }
  let state: IncidentState | null = null
  for await (const page of readStreamPages(db, key)) state = foldStored(state, page)
  return state
}

/** The same for whoever goes on without it: null where this process does not understand what stands there. */
export async function foldIfReadable(db: Transaction, incidentId: string): Promise<IncidentState | null> {
  return foldIncident(db, incidentId).catch(nullIfUnreadable)
}

export function nullIfUnreadable(error: unknown): null {
  if (error instanceof UnreadableEntry) return null
  throw error
}

/** Null when the stream does not hold the very entry the state stands at. */
async function foldFrom(db: Transaction, key: string, known: IncidentState): Promise<IncidentState | null> {
  let state: IncidentState | null = null
  for await (const page of readStreamPages(db, key, known.sequence - 1)) {
    const [first, ...newer] = page
    if (state !== null) state = foldStored(state, page)
    else if (first === undefined || first.hash !== hashes.get(known)) return null
    else state = newer.length === 0 ? known : foldStored(known, newer)
  }
  return state
}

/** What was committed stands: where it is impossible by the rules of this process, they are not those it was written by. */
function foldStored(base: IncidentState | null, entries: readonly JournalEntry[]): IncidentState | null {
  try {
    return foldEntries(base, entries)
  } catch (error) {
    throw error instanceof ImpossibleHistory ? UnreadableEntry.impossible(error) : error
  }
}

/** Folds entries as they are stored: the only way a state comes to be. */
export function foldEntries(base: IncidentState | null, entries: readonly JournalEntry[]): IncidentState | null {
  const state = project(base, entries.map(eventOf))
  const hash = entries.at(-1)?.hash ?? (base === null ? undefined : hashes.get(base))
  if (state !== null && hash !== undefined) hashes.set(state, hash)
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

/** The state this process knows, if it stands at the entry of this hash. */
export function rememberedState(incidentId: string, hash: string): IncidentState | null {
  const known = folded.get(incidentStream(incidentId))
  return known !== undefined && hashes.get(known) === hash ? known : null
}

/** Of the entry that the newest state this process knows stands at. */
export function rememberedHash(incidentId: string): string | null {
  const known = folded.get(incidentStream(incidentId))
  return (known && hashes.get(known)) ?? null
}

/** Tests fold from nothing. */
export function forgetStates(): void {
  folded.clear()
}
