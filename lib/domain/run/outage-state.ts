/** One stretch in which a tier was down, from its first failure to the first success of a recovery that held. */
export interface Outage {
  from: string
  source: string
  /** Whether it began with the incident's impact, and moves when that is corrected. */
  byImpact: boolean
  /** The entry that opened it. */
  opened: { at: string; sequence: number }
  /** First success seen, not yet sustained. */
  provisional: { at: string; sequence: number } | null
  recovered: { at: string; provenAt: string; sequence: number } | null
}

export interface TierRecord {
  tier: string
  /** In order; all but the last have recovered. */
  outages: Outage[]
}
