import { readFile } from 'node:fs/promises'
import { compareHeads, verifyChain } from '@/lib/domain/journal/chain'
import type { JournalEntry, StreamHead } from '@/lib/domain/journal/entry'
import { ExportError, readExport, type ReadExport } from '@/lib/domain/journal/read-export'
import { verifyExport, type KeptElsewhere } from '@/lib/domain/journal/verify-export'
import { env } from '@/lib/env'
import { CommandError } from '../command-error'
import { typed } from '../plan/from-terminal'
import { readRunning } from '../up/running-file'

/** Exit code 0: everything holds. 1: broken, or not to be read. Throws CommandError when it is misused. */
export async function verify(
  target: string | undefined,
  options: { database?: true; head?: string; recorded?: string },
): Promise<number> {
  const kept = { head: keptHead('--head', options.head), recorded: keptHead('--recorded', options.recorded) }
  if (options.database) {
    if ((kept.head ?? kept.recorded) !== null)
      throw new CommandError('--head and --recorded are for a file: a database has its own', 2)
    return verifyDatabase(target)
  }
  if (target === undefined) throw new CommandError('give the file of an export, or --database', 2)
  return verifyFile(typed(target), kept)
}

/** `1412:5be0...`, as the evidence page and the headers of an export give it. */
function keptHead(option: string, text: string | undefined): Omit<StreamHead, 'stream'> | null {
  if (text === undefined) return null
  const [, sequence, hash] = /^#?(\d+):([0-9a-f]{64})$/.exec(text) ?? []
  if (sequence === undefined || hash === undefined)
    throw new CommandError(`${option} is NUMBER:HASH, with the 64 hexadecimal digits of a hash`, 2)
  return { sequence: Number(sequence), hash }
}

async function verifyFile(path: string, kept: KeptElsewhere): Promise<number> {
  let found: ReadExport
  try {
    found = readExport(await readFile(path, 'utf8'))
  } catch (error) {
    if (!(error instanceof ExportError) && !(error instanceof Error && 'code' in error)) throw error
    console.error(`${path}: ${error.message}`)
    return 1
  }
  const verdict = verifyExport(found, kept)
  if (!verdict.sound) return tellBroken(verdict.where, verdict.why)
  const { entries, heads, vouchedBy, uncovered } = verdict
  console.log(`verified: ${count(entries, 'entry', 'entries')}, ${count(heads.length, 'stream', 'streams')}`)
  for (const head of heads) console.log(`  ${head.stream} ends at #${head.sequence} with ${head.hash}`)
  if (kept.recorded !== null) console.log(`It is the export that was kept, exports #${kept.recorded.sequence}.`)
  else if (vouchedBy !== null)
    console.log(
      `What stands beside the entries, names and title among it, is covered only by ${vouchedBy.stream} #${vouchedBy.sequence}, hash ${vouchedBy.hash}: compare it with the console's (--recorded).`,
    )
  if (uncovered.length > 0) console.log(`Not covered by any hash: ${uncovered.join(', ')}.`)
  console.log(
    kept.head === null
      ? 'Compare the last hash with one kept elsewhere (--head): a chain cut short or rewritten whole looks sound.'
      : `It holds the entry that was kept, #${kept.head.sequence}.`,
  )
  return 0
}

async function verifyDatabase(given: string | undefined): Promise<number> {
  const url = given ?? env().databaseUrl ?? readRunning()?.databaseUrl
  if (url === undefined) throw new CommandError('no database: nothing runs here; give its URL, or set DATABASE_URL', 2)
  // Loaded only here: an export is verified without any database client.
  const { createDatabase } = await import('@/lib/db/client')
  const { readHeads } = await import('@/lib/db/read-heads')
  const { readStreamNames } = await import('@/lib/db/read-stream-names')
  const { readStreamPages } = await import('@/lib/db/read-stream')
  const database = createDatabase(url, { connections: 2, name: 'breakwater-verify' })
  try {
    // Heads first: entries that are appended meanwhile are then more than was promised, not less.
    const heads = new Map((await readHeads(database)).map((head) => [head.stream, head]))
    const names = new Set([...heads.keys(), ...(await readStreamNames(database))])
    let total = 0
    for (const stream of [...names].sort()) {
      const entries: JournalEntry[] = []
      for await (const page of readStreamPages(database, stream)) entries.push(...page)
      const { broken } = verifyChain(entries)
      if (broken !== null)
        return tellBroken(`${stream} #${broken.sequence} (in the database)`, `${broken.reason}: ${broken.detail}`)
      const head = heads.get(stream)
      const mismatch = head === undefined ? null : compareHeads(entries, [head])
      if (mismatch !== null) return tellBroken(stream, `${mismatch.reason}: ${mismatch.detail}`)
      total += entries.length
    }
    console.log(`verified: ${count(total, 'entry', 'entries')}, ${count(names.size, 'stream', 'streams')}`)
    return 0
  } finally {
    await database.$disconnect()
  }
}

function tellBroken(where: string, why: string): number {
  console.error(`broken: ${where}: ${why}`)
  return 1
}

const count = (n: number, one: string, many: string) => `${n} ${n === 1 ? one : many}`
