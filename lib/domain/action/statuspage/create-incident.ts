import { z } from 'zod'
import { defineAction } from '../definition'
import { curlCommand } from '../text/curl-command'
import { componentsAreNamed, componentsBody, incidentFields, pageOf } from './incident-fields'

export const CreateIncidentParameters = z
  .strictObject({ name: z.string().trim().min(1).max(200), ...incidentFields })
  .refine(componentsAreNamed, { path: ['componentIds'], message: 'componentStatus needs componentIds' })

/** Found again by the key in its metadata. Undo resolves it with a note: what customers read stays read. */
export const createIncident = defineAction({
  kind: 'statuspage.createIncident',
  title: 'Open an incident on the status page',
  systemKind: 'statuspage',
  parameters: CreateIncidentParameters,
  outputs: { incidentId: 'text' },
  wayBack: 'compensable',
  destroys: null,
  text(parameters, target, binding) {
    const { page, header } = pageOf(binding)
    const { name, status, body } = parameters
    const incident = { name, status, body, ...componentsBody(parameters) }
    return curlCommand(
      {
        method: 'POST',
        endpoint: target.endpoint,
        path: `/v1/pages/${page}/incidents`,
        headers: [header],
        body: { incident },
      },
      target,
    )
  },
})
