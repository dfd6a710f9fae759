import { failbackAt } from '@/lib/domain/action/console/failback-at'
import { ScheduleFailbackParameters } from '@/lib/domain/action/console/schedule-failback'
import type { ActionExecutor } from '@/lib/engine/ports'
import { hidesFor } from '../hides-for'
import { parseParameters } from '../parse-parameters'

/** Touches nothing outside: the date lives in the journal, as this command's output. */
export const scheduleFailback: ActionExecutor = {
  kind: 'console.scheduleFailback',
  hidesFor: hidesFor.nothing,

  observe() {
    const detail = 'the date lives in the journal alone; setting it again changes nothing else'
    return Promise.resolve({ effect: 'absent', facts: {}, outputs: {}, detail })
  },

  async execute(command, context) {
    const parameters = parseParameters(ScheduleFailbackParameters, command.parameters)
    const at = new Date(failbackAt(context.now(), parameters)).toISOString()
    return { requestId: null, facts: { at }, outputs: { at } }
  },

  undo() {
    return Promise.resolve({ requestId: null, facts: { withdrawn: true }, outputs: {} })
  },

  undone() {
    const detail = 'the date lives in the journal alone, with the run that set it'
    return Promise.resolve({ effect: 'absent', facts: {}, outputs: {}, detail })
  },
}
