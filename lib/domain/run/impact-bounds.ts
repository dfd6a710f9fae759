import { utcDateTime } from '../view/format/instant'
import type { IncidentState } from './state'
import { backAt } from './tier-now'

/** Between what the beginning of an impact may lie: from `earliest` on, and before `latest`, for the reason given. */
export interface ImpactBounds {
  earliest: string
  latest: string
  /** The tier that was seen to work again at `latest`; null: it is the present. */
  workedAgain: string | null
}

/** A mistyped month or year is refused; an impact that went unnoticed for weeks is not. */
const longestUnnoticed = 30 * 24 * 3_600_000

/** An impact lies before the first success that ended what it began, and not in the future. */
export function impactBounds(state: IncidentState, now: string): ImpactBounds {
  const earliest = new Date(Date.parse(state.proposed.at) - longestUnnoticed).toISOString()
  const ends = Object.values(state.tiers).flatMap(({ tier, outages }) =>
    outages.flatMap((outage) => {
      const back = outage.byImpact ? backAt(outage) : null
      return back === null ? [] : [{ tier, back }]
    }),
  )
  const [first] = ends.toSorted((a, b) => (a.back <= b.back ? -1 : 1))
  return first === undefined
    ? { earliest, latest: now, workedAgain: null }
    : { earliest, latest: first.back, workedAgain: first.tier }
}

/** Why an instant is refused, with what to write instead; null: it lies between them. */
export function outsideBounds(at: string, { earliest, latest, workedAgain }: ImpactBounds): string | null {
  const place = `The impact cannot begin at ${utcDateTime(at)}`
  const instead = `Write an instant from ${utcDateTime(earliest)} on and before ${utcDateTime(latest)}.`
  if (at < earliest) return `${place}, more than 30 days before the incident was opened. ${instead}`
  if (workedAgain === null) return at > latest ? `${place}: it cannot lie in the future. ${instead}` : null
  return at < latest ? null : `${place}: ${workedAgain} worked again at ${utcDateTime(latest)}. ${instead}`
}
