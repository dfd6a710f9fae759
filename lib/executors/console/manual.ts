import { seen } from '../seen'
import type { HandsOf } from '../implement'
import type { consoleItself } from '@/lib/domain/system/console/system'
import { ExecutorError } from '@/lib/engine/ports'
import { hidesFor } from '../hides-for'

/** Stands in the registry so that every kind has hands; these never move: a person acts and attests. */
export const manual: HandsOf<typeof consoleItself, 'manual'> = {
  hidesFor: hidesFor.nothing,

  observe() {
    const detail = 'manual work is attested by the person who did it'
    return Promise.resolve(seen('unknown', detail))
  },

  execute() {
    return Promise.reject(new ExecutorError('refused', 'manual', 'manual work is done by a person, never by a worker'))
  },
}
