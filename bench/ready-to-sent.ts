import { setTimeout as wait } from 'node:timers/promises'
import type { Database } from '@/lib/db/client'
import { readStream } from '@/lib/db/read-stream'
import { incidentStream } from '@/lib/domain/run/incident-stream'
import type { FrozenPlan } from '@/lib/testing/read-frozen-plan'
import { chainPlan, widePlan } from '@/lib/testing/simulation/simulated-plan'
import { startBenchWorker } from './bench-worker'
import { instantRegistry } from './instant-registry'
import { openIncidents, startRun } from './open-incidents'
import { withPostgres } from './postgres'

const steps = 200

/**
 * From the entry that makes a step ready until its request leaves, of targets that answer at once: steps one after the
 * other, and as many beside each other. Entries are dated by this machine's own PostgreSQL, while they are written.
 */
// What a process does for the first time is not what is measured.
await measure(chainPlan(20))
report(`${steps} steps, one after the other`, await measure(chainPlan(steps)))
report(`${steps} steps side by side`, await measure(widePlan(steps)))

function measure(sample: FrozenPlan): Promise<number[]> {
  return withPostgres(({ url, database }) => timesOf(url, database, sample))
}

async function timesOf(url: string, database: Database, sample: FrozenPlan): Promise<number[]> {
  const sent = new Map<string, number>()
  const now = () => performance.timeOrigin + performance.now()
  const registry = instantRegistry((key) => sent.set(key.split('/')[1] ?? '', now()))
  const [id = ''] = await openIncidents(database, sample, { plans: 1, each: 1 })
  const worker = await startBenchWorker(url, registry)
  await wait(3_000)
  await startRun(database, id, sample)
  const runbook = sample.plan.runbooks[0]
  while (sent.size < (runbook?.steps.length ?? 0)) await wait(50)
  await wait(1_000)
  await worker.stop()
  const entries = await readStream(database, incidentStream(id))
  const at = (type: string, step?: string) =>
    entries.flatMap((one) =>
      one.type === type && (step === undefined || one.payload.includes(`"step":"${step}"`)) ? [Date.parse(one.at)] : [],
    )[0] ?? NaN
  return (runbook?.steps ?? []).map((step) => {
    const [before] = step.after
    return (sent.get(step.id) ?? NaN) - (before === undefined ? at('run.started') : at('step.succeeded', before))
  })
}

function report(what: string, took: readonly number[]): void {
  const sorted = took.toSorted((a, b) => a - b)
  const share = (of: number) => (sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * of))] ?? NaN).toFixed(0)
  console.log(`ready to sent, ${what}: p50 ${share(0.5)} ms, p99 ${share(0.99)} ms`)
}
