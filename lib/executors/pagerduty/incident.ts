import type { EyesOf } from '../implement'
import type { pagerduty } from '@/lib/domain/system/pagerduty/system'
import { ExecutorError } from '@/lib/engine/ports'
import { instantNow } from '../instant-now'
import { readingCall } from '../call'
import { findIncident, readIncident, type PagerdutyCall, type PagerdutyIncident } from './client'

interface Wanted {
  incidentId?: string | undefined
  incidentKey?: string | undefined
}

async function lookUp(call: PagerdutyCall, wanted: Wanted): Promise<PagerdutyIncident> {
  if (wanted.incidentId !== undefined) return readIncident(call, wanted.incidentId)
  const found = await findIncident(call, wanted.incidentKey ?? '')
  if (found !== undefined) return found
  throw new ExecutorError('refused', 'no-incident', 'PagerDuty has no incident of that key')
}

export const incident: EyesOf<typeof pagerduty, 'incident'> = {
  async read(wanted, context) {
    const observedAt = instantNow(context)
    const { id, status, created_at: createdAt, assignments } = await lookUp(readingCall(context), wanted)
    return {
      observedAt,
      source: `PagerDuty incident ${id}`,
      fields: {
        status,
        acknowledged: status === 'acknowledged',
        assignee: (assignments[0]?.assignee.summary ?? '').slice(0, 200),
        id,
        createdAt,
      },
    }
  },
}
