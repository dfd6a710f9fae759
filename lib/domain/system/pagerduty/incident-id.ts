import { z } from 'zod'
import type { PagerdutyBinding } from './binding'

export const PagerdutyIncidentId = z.string().regex(/^[A-Za-z0-9]{1,32}$/, 'the id of a PagerDuty incident')

export function pagerdutyHeaders({ token, from }: PagerdutyBinding): string[] {
  return [`Authorization: Token token=<${token}>`, `From: ${from}`]
}
