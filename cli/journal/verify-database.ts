import type { Database } from '@/lib/db/client'
import type { PromisedImport } from '@/lib/db/read-promises'
import { verifyChain } from '@/lib/domain/journal/chain'
import type { JournalEntry } from '@/lib/domain/journal/entry'
import { namedContent } from '@/lib/domain/journal/named-content'
import { brokenPromises, type PromisedEntry } from '@/lib/domain/journal/promised-entry'
import { nothingKnown, type Verdict } from './verdict'

type Problem = Verdict['problems'][number]

/** Every stream of a database, and whatever the database itself says of its entries: all that does not hold. */
export async function verifyDatabase(url: string): Promise<Verdict> {
  // Loaded only here: an export is verified without any database client.
  const { createDatabase } = await import('@/lib/db/client')
  const database = createDatabase(url, { connections: 2, name: 'breakwater-verify', patience: 60_000 })
  try {
    return await verify(database)
  } finally {
    await database.$disconnect()
  }
}

async function verify(database: Database): Promise<Verdict> {
  const { readPromises } = await import('@/lib/db/read-promises')
  const { readStreamNames } = await import('@/lib/db/read-stream-names')
  const { readStreamPages } = await import('@/lib/db/read-stream')
  // In this order: a stream that is begun meanwhile has its head read after its name.
  const written = await readStreamNames(database)
  const { entries: promised, imports, drawn } = await readPromises(database)
  const streams = new Set([...written, ...promised.map(({ stream }) => stream), ...imports.map(({ stream }) => stream)])
  const problems: Problem[] = []
  const named = new Map<string, string>()
  let total = 0
  for (const stream of [...streams].sort()) {
    const entries: JournalEntry[] = []
    for await (const page of readStreamPages(database, stream)) entries.push(...page)
    total += entries.length
    const sound = verifyStream(stream, entries, promised, problems)
    if (!sound) continue
    for (const entry of entries)
      for (const { kind, hash } of namedContent(entry)) named.set(`${kind} ${hash}`, `${stream} #${entry.sequence}`)
    problems.push(
      ...notImported(
        entries,
        imports.filter((one) => one.stream === stream),
      ),
    )
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
  return { ...nothingKnown, ok: true, entries: total, streams: streams.size }
}

/** Whether the chain holds; what does not is put on `problems`. */
function verifyStream(
  stream: string,
  entries: readonly JournalEntry[],
  promised: readonly PromisedEntry[],
  problems: Problem[],
): boolean {
  const { broken } = verifyChain(entries)
  const here = promised.filter((one) => one.stream === stream)
  if (broken !== null)
    problems.push({
      place: `${stream} #${broken.sequence} (in the database)`,
      reason: `${broken.reason}: ${broken.detail}`,
    })
  for (const { reason, detail } of brokenPromises(entries, here))
    problems.push({ place: stream, reason: `${reason}: ${detail}` })
  if (entries.length > 0 && !here.some(({ by }) => by === 'its head'))
    problems.push({ place: stream, reason: 'no-head: nothing says any more where it ends' })
  return broken === null
}

function notImported(entries: readonly JournalEntry[], imports: readonly PromisedImport[]): Problem[] {
  return imports
    .filter(({ type, hash }) => !entries.some((e) => e.type === type && e.payload.includes(`"hash":"${hash}"`)))
    .map(({ stream, type, hash }) => ({
      place: stream,
      reason: `missing: ${hash.slice(0, 12)} is in use, and no entry ${type} says so`,
    }))
}

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
