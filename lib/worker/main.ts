import { randomUUID } from 'node:crypto'
import { hostname } from 'node:os'
import { createDatabase } from '@/lib/db/client'
import { wayProblem } from '@/lib/db/check-way'
import { listen } from '@/lib/db/listen'
import { sharedController } from '@/lib/engine/shared-controller'
import { runWorker } from '@/lib/engine/worker'
import { env, rootWarning } from '@/lib/env'
import { createExecutorRegistry, loadSdks } from '@/lib/executors/registry'
import { createLog } from '@/lib/log'
import { createCrashPoints } from './crash-points'
import { createDatabaseClock } from './database-clock'
import { createDesk, createLeases, createReadings, createServing } from './database-desk'
import { createSecretReader } from '@/lib/secrets'
import { loadOutsideHands } from './outside-hands'
import { workerSecret } from './worker-secret'

const log = createLog('worker')
const seenEvery = 1_000

/** The worker program: the only one that touches the outside world. Ends on SIGTERM or SIGINT, leaving the rest to others. */
async function main(): Promise<void> {
  const { databaseUrl, secretsDirectory, publicUrl, port, systems } = env()
  if (databaseUrl === null) throw new Error('DATABASE_URL is not set')
  const problem = await wayProblem(databaseUrl)
  if (problem !== null) throw new Error(problem)
  const worker = `${hostname()}-${process.pid}-${randomUUID().slice(0, 8)}`
  const stop = sharedController()
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => stop.abort())

  const database = createDatabase(databaseUrl, { name: 'breakwater-worker', connections: 10 })
  const listener = await listen(databaseUrl)
  const clock = createDatabaseClock(database)
  // The first load takes half a second: not in the middle of a step.
  const outside = await loadOutsideHands(systems)
  await loadSdks(outside)
  await clock.synchronise()
  const beat = async () => {
    while (!stop.signal.aborted) {
      try {
        await clock.synchronise()
        await markSeen(worker)
      } catch (error) {
        log.warn({ err: error }, 'the database does not answer')
      }
      await clock.wait(seenEvery, stop.signal).catch(() => undefined)
    }
  }
  const markSeen = (id: string) => database.$executeRaw`
    INSERT INTO worker (id, started_at, seen_at, version) VALUES (${id}, clock_timestamp(), clock_timestamp(), ${version})
    ON CONFLICT (id) DO UPDATE SET seen_at = clock_timestamp()`
  const asRoot = rootWarning()
  if (asRoot !== null) log.warn(asRoot)
  log.info({ worker }, 'worker started')
  await Promise.all([
    beat(),
    runWorker(
      {
        clock,
        registry: createExecutorRegistry(outside),
        readings: createReadings(database),
        desk: createDesk(database, worker, listener),
        leases: createLeases(database, worker),
        serving: createServing(database, worker),
        secret: workerSecret(createSecretReader(secretsDirectory, process.env)),
        consoleUrl: publicUrl ?? `http://localhost:${port}`,
        reach: createCrashPoints(process.env),
        note: (message, facts) => log.warn(facts, message),
      },
      stop.signal,
    ),
  ])
  await listener.close()
  await database.$disconnect()
  log.info({ worker }, 'worker ended')
}

const version = process.env['npm_package_version'] ?? 'development'

main().catch((error: unknown) => {
  log.fatal({ err: error }, 'the worker cannot go on')
  process.exit(1)
})
