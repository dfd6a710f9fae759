import { z } from 'zod'
import { defineAction } from '../definition'
import { curlCommand } from '../text/curl-command'
import { componentsAreNamed, componentsBody, incidentFields, pageOf, StatuspageIncidentId } from './incident-fields'

export const UpdateIncidentParameters = z
  .strictObject({ incidentId: StatuspageIncidentId, ...incidentFields })
  .refine(componentsAreNamed, { path: ['componentIds'], message: 'componentStatus needs componentIds' })

export const updateIncident = defineAction({
  kind: 'statuspage.updateIncident',
  title: 'Update an incident on the status page',
  systemKind: 'statuspage',
  parameters: UpdateIncidentParameters,
  outputs: {},
  wayBack: 'compensable',
  destroys: null,
  text(parameters, target, binding) {
    const { page, header } = pageOf(binding)
    const { status, body } = parameters
    return curlCommand(
      {
        method: 'PATCH',
        endpoint: target.endpoint,
        path: `/v1/pages/${page}/incidents/${parameters.incidentId}`,
        headers: [header],
        body: { incident: { status, body, ...componentsBody(parameters) } },
      },
      target,
    )
  },
})
