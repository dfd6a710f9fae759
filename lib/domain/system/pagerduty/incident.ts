import { z } from 'zod'
import { defineReading } from '../definition'
import { PagerdutyIncidentId } from './incident-id'

export const IncidentParameters = z
  .strictObject({
    incidentKey: z.string().min(1).max(255).optional(),
    incidentId: PagerdutyIncidentId.optional(),
  })
  .refine((parameters) => (parameters.incidentKey === undefined) !== (parameters.incidentId === undefined), {
    message: 'name the incident by incidentKey or by incidentId, not both',
  })

/** By key it is the newest incident of that key. */
export const incident = defineReading({
  kind: 'pagerduty.incident',
  title: 'A PagerDuty incident',
  parameters: IncidentParameters,
  fields: { status: 'text', acknowledged: 'flag', assignee: 'text', id: 'text', createdAt: 'time' },
  permissions: ['incidents: read'],
  example: { incidentKey: 'checkout-slo' },
})
