import { z } from 'zod'
import type { Binding } from '../../plan/schema/environment'

export const PagerdutyIncidentId = z.string().regex(/^[A-Za-z0-9]{1,32}$/, 'the id of a PagerDuty incident')

export function pagerdutyHeaders(binding: Binding): string[] {
  return binding.kind === 'pagerduty'
    ? [`Authorization: Token token=<${binding.token}>`, `From: ${binding.from}`]
    : ['Authorization: ?']
}
