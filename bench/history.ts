import { execFileSync } from 'node:child_process'
import { createWriteStream } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { pipeline } from 'node:stream/promises'
import { fileURLToPath } from 'node:url'
import { Client } from 'pg'
import { appendEntries } from '@/lib/db/append-entries'
import type { Database } from '@/lib/db/client'
import { decideIncident } from '@/lib/db/incident/decide-incident'
import { foldWhole, forgetStates, rememberState } from '@/lib/db/incident/fold-incident'
import { lockStream, type LockedHead } from '@/lib/db/lock-streams'
import { withTransaction } from '@/lib/db/transaction'
import { genesisHash } from '@/lib/domain/journal/entry'
import { environmentStream, planStream } from '@/lib/domain/plan/plan-events'
import { readCommandConsole } from '@/lib/queries/command-console'
import { incidentStream } from '@/lib/domain/run/incident-stream'
import { entriesAPage } from '@/lib/domain/view/evidence/evidence-view'
import { readEvidence } from '@/lib/queries/evidence'
import { readEvidenceSource } from '@/lib/queries/evidence-source'
import { person } from '@/lib/testing/every-command'
import { exportHeading } from '@/lib/testing/exported-file'
import { writeJson } from '@/lib/export/write-json'
import { frozenPlan } from '@/lib/testing/read-frozen-plan'
import { chainFiller, lengthen } from './long-stream'
import { openIncidents } from './open-incidents'
import { withPostgres } from './postgres'

/** Entries of the longest incident and of the whole journal, by argument: `tsx bench/history.ts 10000 20000`. */
const [longest = 100_000, all = 1_000_000] = process.argv.slice(2).map(Number)
const lengths = [1_000, 10_000, 100_000].filter((length) => length < longest).concat(longest)
/** As many as fit into so long, 40 at most. */
const looks = { most: 40, milliseconds: 20_000 }

const sample = frozenPlan()
const commander = person('mara-okafor')
const viewer = { person: 'mara-okafor', name: 'Mara', roles: ['commander' as const] }

await withPostgres(async ({ ownerUrl, url, database }) => {
  const ids = await openIncidents(database, sample, { plans: lengths.length + 1, each: 1 })
  await recordImports(database)
  for (const [index, length] of lengths.entries())
    await measureIncident({ ownerUrl, database }, ids[index] ?? '', length)
  await fillUp(database, ids[lengths.length] ?? '', all - lengths.reduce((sum, length) => sum + length, 0))
  report('the journal of the database', verifyIn('database', url))
})
await verifyFile('json')

/** Plans and environments that are in use have the entries that say so. */
async function recordImports(database: Database): Promise<void> {
  const actor = { kind: 'console', part: 'set-up' }
  const write = (stream: string, type: string, payload: Record<string, unknown>) =>
    withTransaction(database, async (tx) =>
      appendEntries(tx, await lockStream(tx, stream), actor, [{ type, version: 1, payload }]),
    )
  for (const { key, hash } of await database.planHead.findMany())
    await write(planStream(key), 'plan.imported', { key, hash, replaces: null })
  for (const { planKey, name, hash } of await database.environmentHead.findMany())
    await write(environmentStream(planKey, name), 'environment.imported', { plan: planKey, name, hash, replaces: null })
}

/** One incident made so long, and what is seen of it. */
async function measureIncident(
  { ownerUrl, database }: { ownerUrl: string; database: Database },
  id: string,
  length: number,
): Promise<void> {
  const writing = performance.now()
  const started = await decideIncident(
    database,
    id,
    { type: 'start-run', runbook: sample.plan.runbooks[0]?.id ?? '' },
    commander,
  )
  if (!started.ok) throw new Error(JSON.stringify(started.refusal))
  const told = { id, plan: sample.plan, runId: started.state.runs[0]?.id ?? '' }
  await lengthen(database, told, length - started.state.sequence)
  console.log(`${length} entries in one incident, written in ${seconds(performance.now() - writing)}`)
  await analyse(ownerUrl)
  forgetStates()
  const whole = await timed(async () => {
    const state = await foldWhole(database, id)
    if (state !== null) rememberState(state, database)
  })
  console.log(`  fold of the whole stream, as a worker has to: ${whole.toFixed(0)} ms`)
  const kept = () => database.incidentSnapshot.count({ where: { stream: incidentStream(id) } })
  while ((await kept()) === 0) await wait(20)
  forgetStates()
  const first = await timed(() => readCommandConsole(id, viewer, database))
  console.log(`  console, first look of a process that knows nothing: ${first.toFixed(0)} ms`)
  await tell('  console', () => readCommandConsole(id, viewer, database))
  const began = performance.now()
  const look = await timed(() => readEvidence(id, ['auditor'], null, database))
  // Looked at as somebody would who waits for the verdict.
  while ((await readEvidenceSource(id, database))?.chain.checking !== null) await wait(200)
  console.log(
    `  Evidence, first look of a process that knows nothing: ${look.toFixed(0)} ms, verdict after ` +
      seconds(performance.now() - began),
  )
  const pages = Math.ceil(length / entriesAPage)
  // Each look is of another page, so that none is answered with what somebody else has just been shown.
  await tell('  Evidence', (nth) => readEvidence(id, ['auditor'], (nth % pages) + 1, database))
}

/** What a server does by itself within a minute of so many rows. */
async function analyse(ownerUrl: string): Promise<void> {
  const owner = new Client({ connectionString: ownerUrl })
  await owner.connect()
  await owner.query('ANALYZE journal_entry')
  await owner.end()
}

/** The rest of the journal: one more stream, that nobody looks at. */
async function fillUp(database: Database, id: string, count: number): Promise<void> {
  if (count > 0) await lengthen(database, { id, plan: sample.plan, runId: null }, count)
}

/** An export of one incident with as many entries as the whole journal has; no database is needed for it. */
async function verifyFile(format: 'json'): Promise<void> {
  const directory = await mkdtemp(join(tmpdir(), 'breakwater-bench-'))
  const path = join(directory, `export.${format}`)
  const stream = 'incident:INC-1'
  const [now, clock] = [new Date('2026-11-19T02:44:10.000Z'), new Date(0)]
  const start = { now, clock, serverSince: null, serverAfter: null, lease: { token: 0, holder: null } }
  const chain = (): LockedHead => ({ ...start, stream, sequence: 0, hash: genesisHash })
  const told = { id: 'INC-1', plan: sample.plan, runId: 'RUN-1' }
  const pagesFrom = function* (head: LockedHead) {
    for (let done = 0; done < all; done += 1_000) yield chainFiller(head, told, done, Math.min(1_000, all - done))
  }
  try {
    // Chained twice: the heading stands before the entries and names their head.
    const end = [...lastOf(pagesFrom(chain()))]
    const heading = exportHeading(
      end,
      { id: 'INC-1', number: 1, title: 'a long one', mode: 'live' },
      { 'mara-okafor': 'Mara Okafor' },
    )
    const pages = async function* () {
      yield* pagesFrom(chain())
    }
    await pipeline(writeJson(heading, pages()), createWriteStream(path))
    report(`an export as ${format}`, verifyIn('file', path))
  } finally {
    await rm(directory, { recursive: true, force: true })
  }
}

function* lastOf<T>(pages: Iterable<readonly T[]>): Generator<T> {
  let last: readonly T[] = []
  for (const page of pages) last = page
  yield* last.slice(-1)
}

interface Verified {
  entries: number
  milliseconds: number
  /** JSON.parse and SHA-256 of the same entries, one by one, in the same process. */
  bare: number
  /** The same of processor time, which says more where others use the machine. */
  cpu: number
  megabytes: number
}

/** In a process of its own, whose memory is its own. */
function verifyIn(kind: 'database' | 'file', what: string): Verified {
  const script = fileURLToPath(new URL('verify-history.ts', import.meta.url))
  const out = execFileSync(process.execPath, ['--import', 'tsx', script, kind, what], { encoding: 'utf8' })
  return JSON.parse(out) as Verified
}

function report(what: string, { entries, milliseconds, bare, cpu, megabytes }: Verified): void {
  console.log(
    `verifying ${what}: ${entries} entries in ${seconds(milliseconds)}, ${(bare / milliseconds).toFixed(2)} of the speed ` +
      `of JSON.parse and SHA-256 alone (${seconds(bare)}; ${cpu.toFixed(2)} by processor time), ${megabytes.toFixed(0)} MB at most`,
  )
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const began = performance.now()
  await work()
  return performance.now() - began
}

async function tell(what: string, work: (nth: number) => Promise<unknown>): Promise<void> {
  const took: number[] = []
  const began = performance.now()
  while (took.length < looks.most && performance.now() - began < looks.milliseconds)
    took.push(await timed(() => work(took.length)))
  took.sort((a, b) => a - b)
  const at = (share: number) => (took[Math.min(took.length - 1, Math.floor(took.length * share))] ?? NaN).toFixed(0)
  console.log(`${what}: p50 ${at(0.5)} ms, p95 ${at(0.95)} ms, ${took.length} looks`)
}

function seconds(milliseconds: number): string {
  return `${(milliseconds / 1_000).toFixed(1)} s`
}
