import { readFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { compareHeads, verifyChain, type BrokenEntry, type HeadMismatch } from '@/lib/domain/journal/chain'
import type { JournalEntry, StreamHead } from '@/lib/domain/journal/entry'
import { ExportError, readExport, type ReadExport } from '@/lib/domain/journal/read-export'
import { env } from '@/lib/env'
import { readRunning } from '../up/running-file'

const usage = 'breakwater journal verify FILE [--head SEQUENCE:HASH] | --database [URL]'

/** Exit code 0: everything holds. 1: broken, or not to be read. 2: misused. */
export async function run(argv: readonly string[]): Promise<number> {
  const options = { database: { type: 'boolean', default: false }, head: { type: 'string' } } as const
  const { values, positionals } = parseArgs({ args: [...argv], options, allowPositionals: true })
  const [target, ...more] = positionals
  const kept = values.head === undefined ? null : keptHead(values.head)
  const misused = more.length > 0 || (target === undefined && !values.database)
  if (misused || kept === 'unreadable' || (kept !== null && values.database)) {
    console.error(usage)
    return 2
  }
  if (values.database) return verifyDatabase(target)
  return verifyFile(resolve(process.env['BREAKWATER_CALLED_FROM'] ?? '.', target ?? ''), kept)
}

type KeptHead = Omit<StreamHead, 'stream'>

/** `1412:5be0...`, as the evidence page and the headers of an export give it. */
function keptHead(text: string): KeptHead | 'unreadable' {
  const [, sequence, hash] = /^#?(\d+):([0-9a-f]{64})$/.exec(text) ?? []
  return sequence === undefined || hash === undefined ? 'unreadable' : { sequence: Number(sequence), hash }
}

async function verifyFile(path: string, kept: KeptHead | null): Promise<number> {
  let found: ReadExport
  try {
    found = readExport(await readFile(path, 'utf8'))
  } catch (error) {
    if (!(error instanceof ExportError) && !(error instanceof Error && 'code' in error)) throw error
    console.error(`${path}: ${error.message}`)
    return 1
  }
  const { entries, head } = found
  const report = verifyChain(entries)
  if (report.broken !== null) return tellBroken(report.broken, `entry ${report.broken.index + 1} of the file`)
  // The file's own head shows a copy that broke off; only one kept elsewhere shows a file that was cut on purpose.
  const stream = head?.stream ?? report.heads[0]?.stream ?? ''
  const mismatch = compareHeads(entries, [
    ...(head === null ? [] : [head]),
    ...(kept === null ? [] : [{ stream, ...kept }]),
  ])
  if (mismatch !== null) return tellMismatch(mismatch)
  console.log(
    `verified: ${count(report.entries, 'entry', 'entries')}, ${count(report.heads.length, 'stream', 'streams')}`,
  )
  for (const head of report.heads) console.log(`  ${head.stream} ends at #${head.sequence} with ${head.hash}`)
  console.log(
    kept === null
      ? 'Compare the last hash with one kept elsewhere (--head): a chain cut short or rewritten whole looks sound.'
      : `It holds the entry that was kept, #${kept.sequence}.`,
  )
  return 0
}

async function verifyDatabase(given: string | undefined): Promise<number> {
  const url = given ?? env().databaseUrl ?? readRunning()?.databaseUrl
  if (url === undefined) {
    console.error('no database: nothing runs here; give its URL, or set DATABASE_URL')
    return 2
  }
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
      if (broken !== null) return tellBroken(broken, 'in the database')
      const head = heads.get(stream)
      const mismatch = head === undefined ? null : compareHeads(entries, [head])
      if (mismatch !== null) return tellMismatch(mismatch)
      total += entries.length
    }
    console.log(`verified: ${count(total, 'entry', 'entries')}, ${count(names.size, 'stream', 'streams')}`)
    return 0
  } finally {
    await database.$disconnect()
  }
}

function tellBroken({ stream, sequence, reason, detail }: BrokenEntry, where: string): number {
  console.error(`broken: ${stream} #${sequence} (${where}): ${reason}: ${detail}`)
  return 1
}

function tellMismatch({ stream, reason, detail }: HeadMismatch): number {
  console.error(`broken: ${stream}: ${reason}: ${detail}`)
  return 1
}

const count = (n: number, one: string, many: string) => `${n} ${n === 1 ? one : many}`
