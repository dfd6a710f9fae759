import type { Child } from './child'
import { createCleanUp, type CleanUp } from './clean-up'
import { startChild } from './child'

interface Options {
  databaseUrl: string
  secrets: string
  env?: Record<string, string>
  cleanUp?: CleanUp
}

/** Starts a worker of the rehearsal. One that is killed is expected to end; only its absence in the journal matters. */
export function startWorker({ databaseUrl, secrets, env = {}, cleanUp = createCleanUp() }: Options): Promise<Child> {
  return startChild({
    args: ['lib/worker/main.ts'],
    env: { DATABASE_URL: databaseUrl, BREAKWATER_SECRETS: secrets, ...env },
    ready: (line) => line.includes('worker started'),
    onLost: () => undefined,
    cleanUp,
  })
}
