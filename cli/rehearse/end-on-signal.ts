import { constants } from 'node:os'
import type { CleanUp } from './clean-up'

/** A signal ends what was started before it ends this process, with 128 and its number as shells have it. */
export function endOnSignal(cleanUp: CleanUp): void {
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
    process.on(signal, () => {
      void cleanUp.run().finally(() => process.exit(128 + constants.signals[signal]))
    })
}
