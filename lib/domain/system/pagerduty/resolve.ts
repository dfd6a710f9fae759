import { z } from 'zod'
import { PagerdutyBinding } from './binding'
import { defineAction } from '../definition'
import { MessageText } from '../parameter/message'
import { curlCommand } from '../text/curl-command'
import { PagerdutyIncidentId, pagerdutyHeaders } from './incident-id'

export const ResolveParameters = z.strictObject({ incidentId: PagerdutyIncidentId, text: MessageText.optional() })

/** PagerDuty cannot reopen an incident: opening a new one is a person's decision, so there is no undo by machine. */
export const resolve = defineAction(PagerdutyBinding, {
  kind: 'pagerduty.resolve',
  title: 'Resolve a PagerDuty incident',
  parameters: ResolveParameters,
  outputs: {},
  wayBack: 'compensable',
  destroys: null,
  permissions: ['incidents: read, write'],
  example: { incidentId: 'PT4KHLK', text: 'Checkout is served from us-west-2.' },
  note: 'Done when the incident is resolved. No undo: PagerDuty cannot reopen an incident, and opening another one is for a person to decide.',
  text: (parameters, target, binding) =>
    curlCommand(
      {
        method: 'PUT',
        endpoint: target.endpoint,
        path: `/incidents/${parameters.incidentId}`,
        headers: pagerdutyHeaders(binding),
        body: {
          incident: {
            type: 'incident_reference',
            status: 'resolved',
            ...(parameters.text === undefined ? {} : { resolution: parameters.text }),
          },
        },
      },
      target,
    ),
})
