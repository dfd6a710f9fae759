import { createDatabase } from '@/lib/db/client'
import { listen } from '@/lib/db/listen'
import type { ExecutorRegistry } from '@/lib/engine/ports'
import { sharedController } from '@/lib/engine/shared-controller'
import { runWorker } from '@/lib/engine/worker'
import { createDatabaseClock } from '@/lib/worker/database-clock'
import { createDesk, createLeases, createReadings, createServing } from '@/lib/worker/database-desk'

/** A worker of this process with hands of its own, as the worker program makes one. */
export async function startBenchWorker(url: string, registry: ExecutorRegistry): Promise<{ stop(): Promise<void> }> {
  const database = createDatabase(url, { name: 'breakwater-worker', connections: 10 })
  const listener = await listen(url)
  const clock = createDatabaseClock(database)
  await clock.synchronise()
  const stop = sharedController()
  const worker = 'bench-worker'
  const working = runWorker(
    {
      clock,
      registry,
      readings: createReadings(database),
      desk: createDesk(database, worker, listener),
      leases: createLeases(database, worker),
      serving: createServing(database, worker),
      secret: () => Promise.resolve(''),
      consoleUrl: 'http://console.test',
      reach: () => Promise.resolve(),
      note: (message, facts) => console.error(message, facts),
    },
    stop.signal,
  )
  return {
    async stop() {
      stop.abort()
      await working
      await listener.close()
      await database.$disconnect()
    },
  }
}
