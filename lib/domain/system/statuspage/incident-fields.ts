import { z } from 'zod'
import { MessageText } from '../parameter/message'

export const StatuspageIncidentId = z.string().regex(/^[A-Za-z0-9_-]{1,64}$/, 'the id of a Statuspage incident')

/** What a create and an update share. Source: Statuspage API, incidents. */
export const incidentFields = {
  status: z.enum(['investigating', 'identified', 'monitoring', 'resolved']),
  body: MessageText,
  componentIds: z
    .array(z.string().regex(/^[A-Za-z0-9_-]{1,64}$/, 'the id of a component'))
    .max(50)
    .optional(),
  componentStatus: z
    .enum(['operational', 'degraded_performance', 'partial_outage', 'major_outage', 'under_maintenance'])
    .optional(),
}

export function componentsAreNamed(parameters: {
  componentIds?: string[] | undefined
  componentStatus?: string | undefined
}) {
  return parameters.componentStatus === undefined || (parameters.componentIds ?? []).length > 0
}

/** The components part of the request body. */
export function componentsBody(parameters: {
  componentIds?: string[] | undefined
  componentStatus?: string | undefined
}): { component_ids?: string[]; components?: Record<string, string> } {
  const { componentIds, componentStatus } = parameters
  if (componentIds === undefined || componentIds.length === 0) return {}
  if (componentStatus === undefined) return { component_ids: componentIds }
  return {
    component_ids: componentIds,
    components: Object.fromEntries(componentIds.map((id) => [id, componentStatus])),
  }
}
