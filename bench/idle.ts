import { setTimeout as wait } from 'node:timers/promises'
import { Client } from 'pg'
import { chainPlan } from '@/lib/testing/simulation/simulated-plan'
import { startBenchWorker } from './bench-worker'
import { instantRegistry } from './instant-registry'
import { openIncidents, startRun } from './open-incidents'
import { withPostgres } from './postgres'
import { spread } from './spread'

const [plans, each] = [10, 20]
const seconds = 20

/** What open incidents cost in which nothing happens, of one worker; and how soon a step of one of them is sent then. */
await withPostgres(async ({ ownerUrl, url, database }) => {
  const sample = chainPlan(1)
  const opened = await openIncidents(database, sample, { plans, each })
  let sentAt = 0
  const worker = await startBenchWorker(
    url,
    instantRegistry(() => {
      sentAt = performance.now()
    }),
  )
  // Claims are taken a few at a time, and the first readings with them.
  await wait(15_000)
  const client = new Client({ connectionString: ownerUrl })
  await client.connect()
  const transactions = async () => {
    const { rows } = await client.query<{ count: string }>(
      `SELECT xact_commit + xact_rollback AS count FROM pg_stat_database WHERE datname = current_database()`,
    )
    return Number(rows[0]?.count)
  }
  const [before, cpu] = [await transactions(), process.cpuUsage()]
  await wait(seconds * 1_000)
  const used = process.cpuUsage(cpu)
  const count = (await transactions()) - before
  const core = (used.user + used.system) / 1_000 / (seconds * 1_000)
  console.log(
    `${opened.length} open incidents at rest, one worker: ${(core * 100).toFixed(0)} % of a core, ` +
      `${(count / seconds).toFixed(0)} transactions/s`,
  )
  const took: number[] = []
  for (let plan = 0; plan < plans; plan += 1) {
    const began = performance.now()
    await startRun(database, opened[plan * each] ?? '', sample)
    while (sentAt < began) await wait(1)
    took.push(sentAt - began)
  }
  console.log(`from the press to the first request of a step in one of them: ${spread(took)} ms`)
  await client.end()
  await worker.stop()
})
