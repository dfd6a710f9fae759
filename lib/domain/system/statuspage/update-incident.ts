import { z } from 'zod'
import { StatuspageBinding } from './binding'
import { defineAction } from '../definition'
import { curlCommand } from '../text/curl-command'
import { componentsAreNamed, componentsBody, incidentFields, StatuspageIncidentId } from './incident-fields'

export const UpdateIncidentParameters = z
  .strictObject({ incidentId: StatuspageIncidentId, ...incidentFields })
  .refine(componentsAreNamed, { path: ['componentIds'], message: 'componentStatus needs componentIds' })

export const updateIncident = defineAction(StatuspageBinding, {
  kind: 'statuspage.updateIncident',
  title: 'Update an incident on the status page',
  parameters: UpdateIncidentParameters,
  outputs: {},
  wayBack: 'compensable',
  destroys: null,
  permissions: ['an API key that may manage incidents of the page'],
  example: { incidentId: 'p31zjtct2jer', status: 'monitoring', body: 'Checkout is served from another region.' },
  note: "Done when the incident has the status and this update, partial when it has one of them. The update is known by the command's key in the incident's metadata (`breakwater_updates`), beside whatever else is there, or by its words, however they are escaped or spaced. Undo sets the former status with a note.",
  text(parameters, target, { page, token }) {
    const { status, body } = parameters
    return curlCommand(
      {
        method: 'PATCH',
        endpoint: target.endpoint,
        path: `/v1/pages/${page}/incidents/${parameters.incidentId}`,
        headers: [`Authorization: OAuth <${token}>`],
        body: { incident: { status, body, ...componentsBody(parameters) } },
      },
      target,
    )
  },
})
