import { seen } from '../seen'
import type { HandsOf } from '../implement'
import type { consoleItself } from '@/lib/domain/system/console/system'
import { failbackAt } from '@/lib/domain/system/console/failback-at'
import { hidesFor } from '../hides-for'

/** Touches nothing outside: the date lives in the journal, as this command's output. */
export const scheduleFailback: HandsOf<typeof consoleItself, 'scheduleFailback'> = {
  hidesFor: hidesFor.nothing,

  observe() {
    const detail = 'the date lives in the journal alone; setting it again changes nothing else'
    return Promise.resolve(seen('absent', detail))
  },

  async execute(parameters, context) {
    const at = new Date(failbackAt(context.now(), parameters)).toISOString()
    return { requestId: null, facts: { at }, outputs: { at } }
  },

  undo() {
    return Promise.resolve({ requestId: null, facts: { withdrawn: true }, outputs: {} })
  },

  undone() {
    const detail = 'the date lives in the journal alone, with the run that set it'
    return Promise.resolve(seen('absent', detail))
  },
}
