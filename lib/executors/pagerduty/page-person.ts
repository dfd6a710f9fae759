import type { PagerdutyBinding } from '@/lib/domain/system/pagerduty/binding'
import { ExecutorError } from '@/lib/engine/ports'
import type { NoticeVoice } from '../implement'
import { actingCall } from '../call'
import { createAssignedIncident, findIncident } from './client'

/** PagerDuty's own word for an open incident of the same key. */
const alreadyOpen = /already open|incident key/i

/**
 * Pages one person: an incident of the binding's service, assigned to that person alone, so that PagerDuty reaches them
 * as they chose. Its key is the asking's, and PagerDuty opens one incident a key, so a repetition pages nobody twice.
 * A responder request would need an incident that is open already: a drill, or an incident opened by hand, has none.
 */
export const pagePerson: NoticeVoice<PagerdutyBinding> = {
  way: 'pagerduty',

  async send({ address, title, lines, perhapsTwice }, context) {
    const call = actingCall(context)
    const { service } = call.binding
    if (service === undefined)
      throw new ExecutorError('refused', 'no-service', 'the environment names no PagerDuty service to page under')
    const key = `breakwater/${context.idempotencyKey}`
    const known = perhapsTwice ? await findIncident(call, key) : undefined
    if (known !== undefined) return receipt(known.id)
    try {
      const page = { service, key, assignee: address, title: title.slice(0, 1_024), details: lines.join('\n') }
      return receipt((await createAssignedIncident(call, page)).value.incident.id)
    } catch (error) {
      if (!(error instanceof ExecutorError) || error.kind !== 'refused' || !alreadyOpen.test(error.message)) throw error
      const open = await findIncident(call, key)
      if (open === undefined) throw error
      return receipt(open.id)
    }
  },
}

function receipt(id: string) {
  return { requestId: id, facts: { incidentId: id }, outputs: {} }
}
