import type { OpenHere } from './open-here'
import type { IncidentState } from '../run/state'
import { utcClock } from './format/instant'
import { incidentLabel } from './names'

/** A live incident that was opened while a drill was under way in the same place. */
export interface Interruption {
  id: string
  label: string
  title: string
  alert: string | null
  since: string
  declared: boolean
  href: string
}

/**
 * Live incidents that came while the drill was open, in its own plan and environment, the oldest first. One that was
 * open before the drill began was known to whoever began it.
 */
export function interruptions(
  drill: Pick<OpenHere, 'mode' | 'planKey' | 'environment' | 'proposedAt'>,
  open: readonly OpenHere[],
): Interruption[] {
  if (drill.mode === 'live') return []
  return open
    .filter(({ mode, planKey, environment }) => {
      return mode === 'live' && planKey === drill.planKey && environment === drill.environment
    })
    .filter(({ proposedAt }) => proposedAt > drill.proposedAt)
    .toSorted((a, b) => a.number - b.number)
    .map(({ id, number, title, alert, proposedAt, status }) => {
      const declared = status !== 'proposed'
      const href = declared ? `/incidents/${id}` : `/incidents/${id}/declare`
      return { id, label: incidentLabel({ number, mode: 'live' }), title, alert, since: proposedAt, declared, href }
    })
}

/** The name of the alert that opened an incident; null where a person did, whatever fired later. */
export function alertThatOpened({ alerts, proposed }: Pick<IncidentState, 'alerts' | 'proposed'>): string | null {
  return alerts.find(({ received }) => received.sequence === proposed.sequence)?.name ?? null
}

/** `The alert CheckoutSLOBreach opened it at 02:44:07 UTC, while this drill runs.` */
export function interruptionWords({ alert, since }: Interruption): string {
  const at = `at ${utcClock(since)}, while this drill runs.`
  return alert === null ? `It was opened by hand ${at}` : `The alert ${alert} opened it ${at}`
}
