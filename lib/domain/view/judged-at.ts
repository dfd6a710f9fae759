import type { Environment } from '../plan/schema/environment'
import { scaleTime } from '../plan/scale-time'
import type { TierNow } from '../run/tier-now'

/** When a tier that had come back and fails counts as down if it goes on; never before. Null while none is judged. */
export function judgedAt(
  { since, judgedAfterMilliseconds }: Pick<TierNow, 'since' | 'judgedAfterMilliseconds'>,
  environment: Pick<Environment, 'timeScale'>,
): string | null {
  if (since === null || judgedAfterMilliseconds === null) return null
  const hold = judgedAfterMilliseconds === 0 ? 0 : scaleTime(environment, judgedAfterMilliseconds)
  return new Date(Date.parse(since) + hold).toISOString()
}
