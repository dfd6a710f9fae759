import { componentsBody } from '@/lib/domain/action/statuspage/incident-fields'
import { UpdateIncidentParameters } from '@/lib/domain/action/statuspage/update-incident'
import { ExecutorError, type ActionExecutor } from '@/lib/engine/ports'
import { parseParameters } from '../parse-parameters'
import { actingCall, readingCall } from './call-for'
import { patchIncident, readIncident } from './client'

/** An update is known by its words: the incident has the status, and an update that says exactly this. */
export const updateIncident: ActionExecutor = {
  kind: 'statuspage.updateIncident',

  async observe(command, context) {
    const { incidentId, status, body } = parseParameters(UpdateIncidentParameters, command.parameters)
    const found = await readIncident(readingCall(context), incidentId)
    const said = found.incident_updates.some((update) => update.status === status && update.body === body)
    return {
      effect: said && found.status === status ? 'present' : 'absent',
      facts: { status: found.status },
      outputs: {},
      detail: `incident ${found.id} is ${found.status}${said ? ' and carries the update' : ''}`,
    }
  },

  async before(command, context) {
    const { incidentId } = parseParameters(UpdateIncidentParameters, command.parameters)
    return { status: (await readIncident(readingCall(context), incidentId)).status }
  },

  async execute(command, context) {
    const parameters = parseParameters(UpdateIncidentParameters, command.parameters)
    const { incidentId, status, body } = parameters
    const incident = { status, body, ...componentsBody(parameters) }
    const { value, requestId } = await patchIncident(actingCall(context), incidentId, incident)
    return { requestId, facts: { incidentId, status: value.status }, outputs: {} }
  },

  /** The update stays readable: the former status comes back with a note. */
  async undo(command, before, context) {
    const { incidentId } = parseParameters(UpdateIncidentParameters, command.parameters)
    const { status } = before
    if (typeof status !== 'string' || status === '') {
      throw new ExecutorError('refused', 'no-way-back', 'the status before the update is not known')
    }
    const body = 'The last update was posted in the course of a procedure that has been rolled back.'
    const { requestId } = await patchIncident(actingCall(context), incidentId, { status, body })
    return { requestId, facts: { incidentId, status }, outputs: {} }
  },
}
