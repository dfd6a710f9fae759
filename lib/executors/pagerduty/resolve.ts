import { seen } from '../seen'
import type { HandsOf } from '../implement'
import type { pagerduty } from '@/lib/domain/system/pagerduty/system'
import { hidesFor } from '../hides-for'
import { actingCall, readingCall } from '../call'
import { readIncident, resolveIncident } from './client'

/** No undo: PagerDuty cannot reopen, and a new incident is for a person to decide. */
export const resolve: HandsOf<typeof pagerduty, 'resolve'> = {
  hidesFor: hidesFor.lists,

  async observe({ incidentId }, context) {
    const { status } = await readIncident(readingCall(context), incidentId)
    const effect = status === 'resolved' ? 'present' : 'absent'
    return seen(effect, `the incident is ${status}`, { facts: { status } })
  },

  async execute({ incidentId, text }, context) {
    const { value, requestId } = await resolveIncident(actingCall(context), incidentId, text)
    return { requestId, facts: { status: value.incident.status }, outputs: {} }
  },
}
