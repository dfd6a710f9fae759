import type { Child } from './child'
import { startChild } from './child'

interface Options {
  databaseUrl: string
  secrets: string
  env?: Record<string, string>
}

/** Starts a worker of the rehearsal. One that is killed is expected to end; only its absence in the journal matters. */
export function startWorker({ databaseUrl, secrets, env = {} }: Options): Promise<Child> {
  const settings = { DATABASE_URL: databaseUrl, BREAKWATER_SECRETS: secrets, ...env }
  return startChild(
    ['lib/worker/main.ts'],
    settings,
    (line) => line.includes('worker started'),
    () => undefined,
  )
}
