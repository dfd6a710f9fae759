import type { Environment } from './schema/environment'

/**
 * The one place where a lab's time scale acts on the plan: windows, holds, step timeouts and how often readings are
 * taken. Leases, HTTP limits, approval expiry and the age limit of a reading are about real machines and real people:
 * they are never scaled.
 */
export function scaleTime(environment: Pick<Environment, 'timeScale'>, milliseconds: number): number {
  return Math.max(1, Math.round(milliseconds / environment.timeScale))
}
