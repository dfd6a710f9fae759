import type { IncidentState } from '../../run/state'

/** How an incident ended, for whoever reads a list: in whose words, when, how long it was open, and what was back. */
export interface IncidentOutcome {
  reason: string
  endedAt: string
  openMilliseconds: number
  /** Tiers that were down in it and were back when it ended, and those that were not. */
  back: string[]
  notBack: string[]
}

export function incidentOutcome({ closed, proposed, tiers }: IncidentState): IncidentOutcome | null {
  if (closed === null) return null
  const fell = Object.values(tiers)
  const isBack = ({ outages }: (typeof fell)[number]) => outages.at(-1)?.recovered != null
  return {
    reason: closed.reason,
    endedAt: closed.at,
    openMilliseconds: Date.parse(closed.at) - Date.parse(proposed.at),
    back: fell.filter(isBack).map(({ tier }) => tier),
    notBack: fell.filter((one) => !isBack(one)).map(({ tier }) => tier),
  }
}
