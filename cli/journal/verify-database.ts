import { isDeepStrictEqual } from 'node:util'
import type { Database } from '@/lib/db/client'
import type { Snapshot } from '@/lib/db/incident/snapshot'
import type { EntryReader } from '@/lib/db/read-all-entries'
import type { PromisedImport } from '@/lib/db/read-promises'
import { ChainCheck } from '@/lib/domain/journal/chain'
import type { JournalEntry } from '@/lib/domain/journal/entry'
import { namedContent } from '@/lib/domain/journal/named-content'
import { brokenPromises, type PromisedEntry } from '@/lib/domain/journal/promised-entry'
import { eventOf } from '@/lib/domain/run/events/stored-event'
import { Fold } from '@/lib/domain/run/project/project'
import { nothingKnown, type Verdict } from './verdict'

type Problem = Verdict['problems'][number]

/** Every stream of a database, and whatever the database itself says of its entries: all that does not hold. */
export async function verifyDatabase(url: string): Promise<Verdict> {
  // Loaded only here: an export is verified without any database client.
  const { createDatabase } = await import('@/lib/db/client')
  const { EntryReader } = await import('@/lib/db/read-all-entries')
  const database = createDatabase(url, { connections: 2, name: 'breakwater-verify', patience: 60_000 })
  const reader = new EntryReader(url)
  try {
    await reader.connect()
    return await verify(database, reader)
  } finally {
    await reader.end()
    await database.$disconnect()
  }
}

async function verify(database: Database, reader: EntryReader): Promise<Verdict> {
  const { readPromises } = await import('@/lib/db/read-promises')
  const { readStreamNames } = await import('@/lib/db/read-stream-names')
  const { readSnapshot } = await import('@/lib/db/incident/snapshot')
  // In this order: a stream that is begun meanwhile has its head read after its name.
  const written = await readStreamNames(database)
  const { entries, imports, drawn } = await readPromises(database)
  const promised = byStream(entries)
  const imported = byStream(imports)
  const streams = [...new Set([...written, ...promised.keys(), ...imported.keys()])].sort()
  const problems: Problem[] = []
  const named = new Map<string, string>()
  let total = 0
  for (const stream of streams) {
    // Before the entries: one that is kept meanwhile stands at an entry of which there is more than was read.
    const snapshot = stream.startsWith('incident:') ? await readSnapshot(database, stream) : null
    const looked = new StreamLook(stream, promised.get(stream) ?? [], imported.get(stream) ?? [], snapshot)
    for await (const page of reader.pages(stream)) for (const entry of page) looked.at(entry)
    total += looked.entries
    problems.push(...looked.problems())
    if (looked.sound) for (const [what, place] of looked.named) named.set(what, place)
  }
  if (total === 0 && drawn > 0) {
    const reason = `emptied: entries were numbered up to position ${drawn}, and there is none`
    problems.unshift({ place: 'the journal', reason })
  }
  problems.push(...(await notKept(database, named)))
  const { stopsWithoutEntry } = await import('@/lib/db/run-stops')
  for (const { id, stream, at } of await stopsWithoutEntry(database))
    problems.push({
      place: stream,
      reason: `missing: the abort ${id}, on record since ${at.toISOString()}, has no entry`,
    })
  if (problems.length > 0) return { ...nothingKnown, problems }
  return { ...nothingKnown, ok: true, entries: total, streams: streams.length }
}

function byStream<Of extends { stream: string }>(all: readonly Of[]): ReadonlyMap<string, Of[]> {
  const sorted = new Map<string, Of[]>()
  for (const one of all) {
    const known = sorted.get(one.stream)
    if (known === undefined) sorted.set(one.stream, [one])
    else known.push(one)
  }
  return sorted
}

/** One stream, entry by entry: of what was looked at only what something else is compared with is kept. */
class StreamLook {
  entries = 0
  /** Content that its entries name, with the newest place. */
  readonly named = new Map<string, string>()
  private readonly chain = new ChainCheck()
  private readonly hashes = new Map<number, string>()
  private readonly wanted: ReadonlySet<number>
  private readonly missing: Set<PromisedImport>
  private readonly fold = new Fold()
  /** Whether the state so far can be told: a snapshot of what cannot be folded contradicts nothing. */
  private foldable: boolean

  constructor(
    private readonly stream: string,
    private readonly promised: readonly PromisedEntry[],
    imports: readonly PromisedImport[],
    private readonly snapshot: Snapshot | null,
  ) {
    this.wanted = new Set([
      ...promised.map(({ sequence }) => sequence),
      ...(snapshot === null ? [] : [snapshot.sequence]),
    ])
    this.missing = new Set(imports)
    this.foldable = snapshot !== null
  }

  get sound(): boolean {
    return this.chain.broken === null
  }

  at(entry: JournalEntry): void {
    const { sequence, hash, type, payload } = entry
    this.entries += 1
    this.chain.add(entry)
    if (this.wanted.has(sequence)) this.hashes.set(sequence, hash)
    for (const one of this.missing)
      if (type === one.type && payload.includes(`"hash":"${one.hash}"`)) this.missing.delete(one)
    if (this.foldable && sequence <= (this.snapshot?.sequence ?? 0)) this.foldOn(entry)
    // Of text that was altered nothing is read.
    if (this.sound)
      for (const { kind, hash: of } of namedContent(entry))
        this.named.set(`${kind} ${of}`, `${this.stream} #${sequence}`)
  }

  private foldOn(entry: JournalEntry): void {
    try {
      this.fold.add([eventOf(entry)])
    } catch {
      this.foldable = false
    }
  }

  problems(): Problem[] {
    const { stream, promised } = this
    const { broken } = this.chain
    const said: Problem[] = []
    if (broken !== null)
      said.push({
        place: `${stream} #${broken.sequence} (in the database)`,
        reason: `${broken.reason}: ${broken.detail}`,
      })
    for (const { reason, detail } of brokenPromises(this.hashes, promised))
      said.push({ place: stream, reason: `${reason}: ${detail}` })
    if (this.entries > 0 && !promised.some(({ by }) => by === 'its head'))
      said.push({ place: stream, reason: 'no-head: nothing says any more where it ends' })
    if (broken !== null) return said
    for (const { type, hash } of this.missing)
      said.push({ place: stream, reason: `missing: ${hash.slice(0, 12)} is in use, and no entry ${type} says so` })
    const wrong = this.wrongSnapshot()
    return wrong === null ? said : [...said, { place: stream, reason: wrong }]
  }

  private wrongSnapshot(): string | null {
    if (this.snapshot === null) return null
    const { sequence, hash, state } = this.snapshot
    if (this.hashes.get(sequence) !== hash)
      return `snapshot: the state kept at #${sequence} stands at an entry that is not there`
    if (!this.foldable || isDeepStrictEqual(asText(this.fold.done()), state)) return null
    return `snapshot: the state kept at #${sequence} is not what the entries up to there lead to`
  }
}

const asText = (state: unknown): unknown => JSON.parse(JSON.stringify(state))

/** Content that an entry names and that is gone, or is not what its hash says, named or not. */
async function notKept(database: Database, named: ReadonlyMap<string, string>): Promise<Problem[]> {
  const { readKeptContent } = await import('@/lib/db/read-kept-content')
  const kept = new Set<string>()
  const problems: Problem[] = []
  for await (const { kind, hash, actual } of readKeptContent(database)) {
    kept.add(`${kind} ${hash}`)
    if (actual !== hash) problems.push({ place: `${kind} ${hash}`, reason: `altered: its content hashes to ${actual}` })
  }
  for (const [what, place] of named)
    if (!kept.has(what)) problems.push({ place, reason: `missing: it names ${what}, which is not there` })
  return problems
}
