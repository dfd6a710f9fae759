import { z } from 'zod'
import { StatuspageBinding } from './binding'
import { defineAction } from '../definition'
import { curlCommand } from '../text/curl-command'
import { componentsAreNamed, componentsBody, incidentFields } from './incident-fields'

export const CreateIncidentParameters = z
  .strictObject({ name: z.string().trim().min(1).max(200), ...incidentFields })
  .refine(componentsAreNamed, { path: ['componentIds'], message: 'componentStatus needs componentIds' })

/** Found again by the key in its metadata. Undo resolves it with a note: what customers read stays read. */
export const createIncident = defineAction(StatuspageBinding, {
  kind: 'statuspage.createIncident',
  title: 'Open an incident on the status page',
  parameters: CreateIncidentParameters,
  outputs: { incidentId: 'text' },
  wayBack: 'compensable',
  destroys: null,
  permissions: ['an API key that may manage incidents of the page'],
  example: {
    name: 'Checkout unavailable',
    status: 'identified',
    body: 'We are moving service to another region.',
    componentIds: ['abc123'],
    componentStatus: 'major_outage',
  },
  note: "Found again by the command's key in its metadata, among the incidents since its run began, also where a person has resolved it: it is not opened twice. Undo resolves it with a note.",
  text(parameters, target, { page, token }) {
    const { name, status, body } = parameters
    const incident = { name, status, body, ...componentsBody(parameters) }
    return curlCommand(
      {
        method: 'POST',
        endpoint: target.endpoint,
        path: `/v1/pages/${page}/incidents`,
        headers: [`Authorization: OAuth <${token}>`],
        body: { incident },
      },
      target,
    )
  },
})
