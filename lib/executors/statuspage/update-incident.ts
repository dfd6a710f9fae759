import type { HandsOf } from '../implement'
import type { statuspage } from '@/lib/domain/system/statuspage/system'
import type { Facts } from '@/lib/domain/system/resolved'
import { componentsBody } from '@/lib/domain/system/statuspage/incident-fields'
import { ExecutorError } from '@/lib/engine/ports'
import { hidesFor } from '../hides-for'
import { effectOf, lookAtEach, observed } from '../look-at-each'
import { correction, undoKeys } from '../undo-key'
import { actingCall, readingCall } from '../call'
import { patchIncident, readIncident } from './client'
import { isUpdatedBy, updatedBy } from './own-marks'

/** An update is known by our mark in the incident's metadata, or by its words: nobody is told the same twice. */
export const updateIncident: HandsOf<typeof statuspage, 'updateIncident'> = {
  hidesFor: hidesFor.lists,

  async observe({ incidentId, status, body }, context) {
    const found = await readIncident(readingCall(context), incidentId)
    const said = isUpdatedBy(found, context.idempotencyKey, { status, body })
    const tally = await lookAtEach([said, found.status === status], (asIs) => (asIs ? 'done' : 'not'))
    const words = `of words and status are as asked for: incident ${found.id} is ${found.status}`
    return observed(tally, effectOf(tally), words, { status: found.status })
  },

  async before({ incidentId }, context) {
    return { status: (await readIncident(readingCall(context), incidentId)).status }
  },

  async execute(parameters, context) {
    const { incidentId, status, body } = parameters
    const call = actingCall(context)
    const found = await readIncident(call, incidentId)
    if (found.status === status && isUpdatedBy(found, context.idempotencyKey, { status, body }))
      return { requestId: null, facts: { incidentId, status }, outputs: {} }
    const metadata = updatedBy(found, context.idempotencyKey, { status, body })
    const incident = { status, body, ...componentsBody(parameters), metadata }
    const { value, requestId } = await patchIncident(call, incidentId, incident)
    return { requestId, facts: { incidentId, status: value.status }, outputs: {} }
  },

  /** The update stays readable: the former status comes back with a note. */
  async undo({ incidentId }, before, context) {
    const status = statusBefore(before)
    const call = actingCall(context)
    const found = await readIncident(call, incidentId)
    const key = undoKeys(context.idempotencyKey).undo
    const note = { status, body: correctionBody }
    if (found.status === status && isUpdatedBy(found, key, note))
      return { requestId: null, facts: { incidentId, status }, outputs: {} }
    const { requestId } = await patchIncident(call, incidentId, { ...note, metadata: updatedBy(found, key, note) })
    return { requestId, facts: { incidentId, status }, outputs: {} }
  },

  async undone({ incidentId, status, body }, before, context) {
    const found = await readIncident(readingCall(context), incidentId)
    const former = statusBefore(before)
    const keys = undoKeys(context.idempotencyKey)
    const said = isUpdatedBy(found, keys.act, { status, body })
    const left = correction(said, isUpdatedBy(found, keys.undo, { status: former, body: correctionBody }))
    if (found.status === former) return left
    return { ...left, effect: 'present', detail: `incident ${found.id} is ${found.status}, not ${former} as before` }
  },
}

const correctionBody = 'The last update was posted in the course of a procedure that has been rolled back.'

function statusBefore({ status }: Facts): string {
  if (typeof status === 'string' && status !== '') return status
  throw new ExecutorError('refused', 'no-way-back', 'the status before the update is not known')
}
