import { ResolveParameters } from '@/lib/domain/action/pagerduty/resolve'
import type { ActionExecutor } from '@/lib/engine/ports'
import { hidesFor } from '../hides-for'
import { parseParameters } from '../parse-parameters'
import { actingCall, readingCall } from './call-for'
import { readIncident, resolveIncident } from './client'

/** No undo: PagerDuty cannot reopen, and a new incident is for a person to decide. */
export const resolve: ActionExecutor = {
  kind: 'pagerduty.resolve',
  hidesFor: hidesFor.lists,

  async observe(command, context) {
    const { incidentId } = parseParameters(ResolveParameters, command.parameters)
    const { status } = await readIncident(readingCall(context), incidentId)
    const effect = status === 'resolved' ? 'present' : 'absent'
    return { effect, facts: { status }, outputs: {}, detail: `the incident is ${status}` }
  },

  async execute(command, context) {
    const { incidentId, text } = parseParameters(ResolveParameters, command.parameters)
    const { value, requestId } = await resolveIncident(actingCall(context), incidentId, text)
    return { requestId, facts: { status: value.incident.status }, outputs: {} }
  },
}
