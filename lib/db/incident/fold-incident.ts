import { setTimeout as wait } from 'node:timers/promises'
import type { JournalEntry } from '@/lib/domain/journal/entry'
import { eventOf } from '@/lib/domain/run/events/stored-event'
import { UnreadableEntry } from '@/lib/domain/run/events/unreadable-entry'
import { incidentStream } from '@/lib/domain/run/incident-stream'
import { ImpossibleHistory } from '@/lib/domain/run/project/impossible'
import { Fold, project } from '@/lib/domain/run/project/project'
import type { IncidentState } from '@/lib/domain/run/state'
import { createLog } from '@/lib/log'
import type { Database, Transaction } from '../client'
import { readStreamPages } from '../read-stream'
import { keepSnapshot, readSnapshot } from './snapshot'

/** Folded states by incident: a cache that any process may lose. */
const folded = new Map<string, IncidentState>()
/** More than a worker drives at most, and than a list shows. */
const keep = 1_000
/** The hash of the entry each state stands at: what tells whether a journal still holds the history it came from. */
const hashes = new WeakMap<IncidentState, string>()
/**
 * States that rest on a snapshot, which nothing proves: good for what is shown, never for what is decided or sent. Each
 * with the hash of the entry at which its snapshot stands.
 */
const unproven = new WeakMap<IncidentState, string>()
/** Of each stream, the entry at which a snapshot stands that its entries do not lead to. */
const refuted = new Map<string, string>()

/**
 * The state at the end of the stream as this transaction sees it; folds only what is newer than the cached state, or
 * than a snapshot. Throws UnreadableEntry where this process does not understand what stands in the journal.
 */
export async function foldIncident(db: Transaction, incidentId: string): Promise<IncidentState | null> {
  const key = incidentStream(incidentId)
  return (await foldKnown(db, key)) ?? (await foldSnapshot(db, key)) ?? foldFromStart(db, key)
}

/** The same from entries alone, the first one on: whoever decides, or acts on the world, believes no snapshot. */
export async function foldWhole(db: Transaction, incidentId: string): Promise<IncidentState | null> {
  const key = incidentStream(incidentId)
  const known = folded.get(key)
  const proven = known !== undefined && !unproven.has(known)
  return (proven ? await foldKnown(db, key) : null) ?? foldFromStart(db, key)
}

/** The same for whoever goes on without it: null where this process does not understand what stands there. */
export async function foldIfReadable(db: Transaction, incidentId: string): Promise<IncidentState | null> {
  return foldIncident(db, incidentId).catch(nullIfUnreadable)
}

export function nullIfUnreadable(error: unknown): null {
  if (error instanceof UnreadableEntry) return null
  throw error
}

async function foldKnown(db: Transaction, key: string): Promise<IncidentState | null> {
  const known = folded.get(key)
  if (known === undefined) return null
  const state = await foldFrom(db, key, known)
  // The journal holds another history than we remember: a standby without the last rows was promoted, or it was restored.
  if (folded.get(key) === known) folded.delete(key)
  // What is used stays, but for what was refuted meanwhile.
  if (isRefuted(key, known)) return null
  if (state !== null && !folded.has(key)) folded.set(key, known)
  return state
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

/** Null where there is no snapshot to begin at, and where what follows it does not fit: entries alone say what is so. */
async function foldSnapshot(db: Transaction, key: string): Promise<IncidentState | null> {
  const snapshot = await readSnapshot(db, key)
  if (snapshot === null || refuted.get(key) === snapshot.hash) return null
  const fold = new Fold(snapshot.state)
  let hash: string | null = null
  for await (const page of readStreamPages(db, key, snapshot.sequence - 1)) {
    const newer = hash === null ? page.slice(1) : page
    if (hash === null && page[0]?.hash !== snapshot.hash) return null
    try {
      fold.add(newer.map(eventOf))
    } catch {
      return null
    }
    hash = page.at(-1)?.hash ?? hash
  }
  const state = hash === null ? null : fold.done()
  if (state === null || hash === null) return null
  hashes.set(state, hash)
  unproven.set(state, snapshot.hash)
  return state
}

async function foldFromStart(db: Transaction, key: string): Promise<IncidentState | null> {
  const fold = new Fold()
  let hash = ''
  for await (const page of readStreamPages(db, key)) {
    understood(() => fold.add(page.map(eventOf)))
    hash = page.at(-1)?.hash ?? hash
  }
  const state = fold.done()
  if (state !== null) hashes.set(state, hash)
  return state
}

function foldStored(base: IncidentState | null, entries: readonly JournalEntry[]): IncidentState | null {
  return understood(() => foldEntries(base, entries))
}

/** What was committed stands: where it is impossible by the rules of this process, they are not those it was written by. */
function understood<T>(fold: () => T): T {
  try {
    return fold()
  } catch (error) {
    throw error instanceof ImpossibleHistory ? UnreadableEntry.impossible(error) : error
  }
}

/** Folds entries as they are stored onto a state. */
export function foldEntries(base: IncidentState | null, entries: readonly JournalEntry[]): IncidentState | null {
  const state = project(base, entries.map(eventOf))
  const hash = entries.at(-1)?.hash ?? (base === null ? undefined : hashes.get(base))
  if (state !== null && hash !== undefined) hashes.set(state, hash)
  const snapshot = base === null ? undefined : unproven.get(base)
  if (state !== null && snapshot !== undefined && state !== base) unproven.set(state, snapshot)
  return state
}

/**
 * Called once the transaction that made the state has committed. With a database, one that comes from entries alone is
 * also kept there for processes that start, and one that does not is replaced by one that does: nobody waits for either.
 */
export function rememberState(state: IncidentState, database: Database | null = null): void {
  const key = incidentStream(state.id)
  const hash = hashes.get(state)
  const known = folded.get(key)
  const gained = known !== undefined && unproven.has(known) && !unproven.has(state)
  // Whoever read it before that was known may come to remember it after.
  if (isRefuted(key, state)) return
  // What is proven is never lost to what is not: it is folded on from there.
  if (known !== undefined && !unproven.has(known) && unproven.has(state)) return
  if (database !== null && unproven.has(state)) prove(database, state.id)
  else if (database !== null && hash !== undefined) void keepSnapshot(database, state, hash)
  if (known !== undefined && known.sequence >= state.sequence && !gained) return
  folded.delete(key)
  folded.set(key, state)
  const oldest = folded.keys().next().value
  if (folded.size > keep && oldest !== undefined) folded.delete(oldest)
}

/** Whole folds under way, by incident: whoever needs one meanwhile shares it. */
const foldingWhole = new Map<string, Promise<IncidentState | null>>()

function foldShared(database: Database, incidentId: string): Promise<IncidentState | null> {
  const known = foldingWhole.get(incidentId)
  if (known !== undefined) return known
  const folding = foldFromStart(database, incidentStream(incidentId))
    .then((state) => {
      if (state !== null) rememberState(state, database)
      return state
    })
    .catch((error: unknown) => refute(incidentId, error))
    .finally(() => foldingWhole.delete(incidentId))
  foldingWhole.set(incidentId, folding)
  return folding
}

/** What was kept is not what the entries lead to, or nobody knows: it is shown no longer. Throws the error. */
function refute(incidentId: string, error: unknown): never {
  const key = incidentStream(incidentId)
  const known = folded.get(key)
  if (known !== undefined && unproven.has(known)) {
    folded.delete(key)
    // Of a database that went away it proves nothing.
    if (error instanceof UnreadableEntry) refuted.set(key, unproven.get(known) ?? '')
    createLog('snapshot').warn({ err: error, incidentId }, 'a kept state could not be folded from its entries; dropped')
  }
  throw error
}

function isRefuted(key: string, state: IncidentState): boolean {
  const snapshot = unproven.get(state)
  return snapshot !== undefined && refuted.get(key) === snapshot
}

/**
 * Folds an incident from its entries before it is locked, so that nobody waits for that at its head. False where that
 * takes longer than this: it goes on, for whoever asks next. What fails here fails for whoever folds it again.
 */
export async function foldsWholeWithin(database: Database, incidentId: string, limit: number): Promise<boolean> {
  const known = folded.get(incidentStream(incidentId))
  if (known !== undefined && !unproven.has(known)) return true
  const folding = foldShared(database, incidentId).then(
    () => true,
    () => true,
  )
  return Promise.race([folding, wait(limit, false, { ref: false })])
}

/** Incidents whose state is being folded from entries, behind what is shown meanwhile; one after the other. */
const proving = new Map<string, Promise<void>>()

function prove(database: Database, incidentId: string): void {
  if (proving.has(incidentId)) return
  const before = [...proving.values()].at(-1) ?? Promise.resolve()
  const proven = async () => {
    await before
    await foldShared(database, incidentId).catch(() => null)
    proving.delete(incidentId)
  }
  proving.set(incidentId, proven())
}

/** The state this process knows, if it stands at the entry of this hash. */
export function rememberedState(incidentId: string, hash: string): IncidentState | null {
  const known = folded.get(incidentStream(incidentId))
  return known !== undefined && hashes.get(known) === hash ? known : null
}

/** The same, if it comes from entries alone. */
export function rememberedWhole(incidentId: string, hash: string): IncidentState | null {
  const known = rememberedState(incidentId, hash)
  return known !== null && unproven.has(known) ? null : known
}

/** Of the entry that the newest state this process knows stands at. */
export function rememberedHash(incidentId: string): string | null {
  const known = folded.get(incidentStream(incidentId))
  return (known && hashes.get(known)) ?? null
}

/** Tests fold from nothing. */
export function forgetStates(): void {
  folded.clear()
  refuted.clear()
}
