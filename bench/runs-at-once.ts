import { execFileSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { setTimeout as wait } from 'node:timers/promises'
import { Client } from 'pg'
import { chainPlan } from '@/lib/testing/simulation/simulated-plan'
import { startBenchWorker } from './bench-worker'
import { instantRegistry } from './instant-registry'
import { openIncidents, startRun } from './open-incidents'
import { withPostgres } from './postgres'

const runs = 50
const steps = 20

/** Entries a second of as many runs at once, each step with intent, outcome and proof, over DBOS's committed steps. */
await withPostgres(async ({ ownerUrl, url, database }) => {
  const folder = fileURLToPath(new URL('dbos', import.meta.url))
  execFileSync('npm', ['install', '--no-audit', '--no-fund', '--silent'], { cwd: folder, stdio: 'inherit' })
  const dbosSteps = () => {
    const args = ['steps.js', ownerUrl.replace(/\/breakwater$/, '/dbos'), String(runs), String(steps)]
    return (runs * steps) / Number(execFileSync(process.execPath, args, { cwd: folder, encoding: 'utf8' }).trim())
  }
  const before = dbosSteps()
  const sample = chainPlan(steps)
  const opened = await openIncidents(database, sample, { plans: runs, each: 1 })
  const worker = await startBenchWorker(url, instantRegistry())
  // What it claims and reads at first is not what is measured.
  await wait(3_000)
  const client = new Client({ connectionString: ownerUrl })
  await client.connect()
  const began = performance.now()
  await Promise.all(opened.map((id) => startRun(database, id, sample)))
  for (;;) {
    const { rows } = await client.query<{ left: number }>(
      `SELECT count(*)::int AS left FROM run WHERE ended_at IS NULL`,
    )
    if (rows[0]?.left === 0) break
    await wait(50)
  }
  const seconds = (performance.now() - began) / 1000
  const { rows } = await client.query<{ entries: number }>(
    `SELECT count(*)::int AS entries FROM journal_entry WHERE type LIKE 'step.%'`,
  )
  await client.end()
  await worker.stop()
  const entries = (rows[0]?.entries ?? 0) / seconds
  const dbos = (before + dbosSteps()) / 2
  console.log(
    `${runs} runs of ${steps} steps at once: ${entries.toFixed(0)} entries/s in ${seconds.toFixed(1)} s, DBOS ` +
      `${dbos.toFixed(0)} steps/s: ${(entries / dbos).toFixed(2)}`,
  )
})
