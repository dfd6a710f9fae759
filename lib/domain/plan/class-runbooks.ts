import type { DisasterClass } from './schema/plan'

/** The runbooks that answer a class, in the plan's order; several where each leads out of another region. */
export function classRunbooks({ runbook }: Pick<DisasterClass, 'runbook'>): string[] {
  if (runbook === null) return []
  return typeof runbook === 'string' ? [runbook] : runbook
}
