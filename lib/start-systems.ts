import { env } from '@/lib/env'
import { createLog } from '@/lib/log'
import { addOutsideSystems } from './outside-systems'

/** A web process without a system that its plans name would call them unreadable in the night: it does not start. */
export async function endWithoutSystems(): Promise<void> {
  try {
    await addOutsideSystems(env().systems)
  } catch (error) {
    createLog('console').fatal(`BREAKWATER_SYSTEMS: ${error instanceof Error ? error.message : String(error)}`)
    process.exit(1)
  }
}
