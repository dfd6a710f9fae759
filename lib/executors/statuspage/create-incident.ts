import { seen } from '../seen'
import type { HandsOf } from '../implement'
import type { statuspage } from '@/lib/domain/system/statuspage/system'
import { componentsBody } from '@/lib/domain/system/statuspage/incident-fields'
import type { Observation, Receipt } from '@/lib/engine/ports'
import { hidesFor } from '../hides-for'
import { undoKeys } from '../undo-key'
import { actingCall, readingCall } from '../call'
import {
  newestIncidents,
  patchIncident,
  postIncident,
  unresolvedIncidents,
  type StatuspageCall,
  type StatuspageIncident,
} from './client'
import { isOpenedBy, openedBy } from './own-marks'

async function findOpen(call: StatuspageCall, key: string): Promise<StatuspageIncident | undefined> {
  return (await unresolvedIncidents(call)).find((incident) => isOpenedBy(incident, key))
}

/** The incident of a command, also where a person has resolved it since: what was opened is not opened again. */
async function findOpened(
  call: StatuspageCall,
  { idempotencyKey, since }: { idempotencyKey: string; since?: string },
): Promise<StatuspageIncident | undefined> {
  return (await newestIncidents(call, since)).find((incident) => isOpenedBy(incident, idempotencyKey))
}

function receipt(incident: StatuspageIncident, requestId: string | null): Receipt {
  const { id, status } = incident
  return { requestId, facts: { incidentId: id, status }, outputs: { incidentId: id } }
}

/** Statuspage takes no idempotency key, so the incident is looked for by its mark before it is opened. */
export const createIncident: HandsOf<typeof statuspage, 'createIncident'> = {
  hidesFor: hidesFor.lists,

  async observe(_parameters, context): Promise<Observation> {
    const found = await findOpened(readingCall(context), context)
    if (found === undefined) {
      return seen('absent', 'no incident carries this command')
    }
    return seen('present', `incident ${found.id} is ${found.status}`, receipt(found, null))
  },

  async execute(parameters, context) {
    const call = actingCall(context)
    const opened = await findOpened(call, context)
    if (opened !== undefined) return receipt(opened, null)
    const { name, status, body } = parameters
    const metadata = openedBy(context.idempotencyKey)
    const { value, requestId } = await postIncident(call, {
      name,
      status,
      body,
      ...componentsBody(parameters),
      metadata,
    })
    return receipt(value, requestId)
  },

  /** What customers have read stays: the incident is resolved with a note that says why. */
  async undo(_parameters, _before, context): Promise<Receipt> {
    const call = actingCall(context)
    const open = await findOpen(call, undoKeys(context.idempotencyKey).act)
    if (open === undefined) return { requestId: null, facts: { resolved: false }, outputs: {} }
    const body = 'This incident was opened in the course of a procedure that has been rolled back.'
    const { requestId } = await patchIncident(call, open.id, { status: 'resolved', body })
    return { requestId, facts: { resolved: true, incidentId: open.id }, outputs: {} }
  },

  async undone(_parameters, _before, context): Promise<Observation> {
    const open = await findOpen(readingCall(context), undoKeys(context.idempotencyKey).act)
    if (open === undefined) return seen('absent', 'no open incident carries this command')
    return seen('present', `incident ${open.id} is still open`, { facts: { incidentId: open.id, status: open.status } })
  },
}
