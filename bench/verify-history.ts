import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { createInterface } from 'node:readline'
import { verifyDatabase } from '@/cli/journal/verify-database'
import { verifyFile } from '@/cli/journal/verify-file'
import { createDatabase } from '@/lib/db/client'
import { readStreamNames } from '@/lib/db/read-stream-names'
import { readStreamPages } from '@/lib/db/read-stream'

/** Verifies, as the command does, and prints what it took, beside the bare cost of the same entries. */
const [kind = '', what = ''] = process.argv.slice(2)
const complain = (why: string) => {
  throw new Error(why)
}
const nothingKept = { head: null, recorded: null }
const began = performance.now()
const before = process.cpuUsage()
const verdict = await (kind === 'database' ? verifyDatabase(what) : verifyFile(what, nothingKept, complain))
const milliseconds = performance.now() - began
const verifying = used(before)
const megabytes = process.resourceUsage().maxRSS / 1_024
if (verdict === null || !verdict.ok) throw new Error(JSON.stringify(verdict?.problems))

let bare = 0
let bareCpu = 0
let entries = 0
for await (const lines of kind === 'database' ? linesOfDatabase(what) : linesOfFile(what)) {
  const from = performance.now()
  const cpu = process.cpuUsage()
  for (const line of lines) {
    JSON.parse(line)
    createHash('sha256').update(line).digest('hex')
  }
  bare += performance.now() - from
  bareCpu += used(cpu)
  entries += lines.length
}
if (verdict.entries !== entries) throw new Error(`${String(verdict.entries)} verified, ${entries} there`)
console.log(JSON.stringify({ entries, milliseconds, bare, cpu: bareCpu / verifying, megabytes }))

async function* linesOfDatabase(url: string): AsyncGenerator<string[]> {
  const database = createDatabase(url, { connections: 2, patience: 60_000 })
  for (const stream of await readStreamNames(database))
    for await (const page of readStreamPages(database, stream))
      yield page.map(({ position: _, ...entry }) => JSON.stringify(entry))
  await database.$disconnect()
}

/** An export holds one entry a line. */
async function* linesOfFile(path: string): AsyncGenerator<string[]> {
  const lines: string[] = []
  for await (const line of createInterface({ input: createReadStream(path) })) {
    if (!line.startsWith('    {')) continue
    lines.push(line.trim().replace(/,$/, ''))
    if (lines.length === 1_000) yield lines.splice(0)
  }
  yield lines
}

function used(since: NodeJS.CpuUsage): number {
  const { user, system } = process.cpuUsage(since)
  return user + system
}
