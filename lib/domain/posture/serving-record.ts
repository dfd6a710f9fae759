import type { Promotion } from '../run/promotion'

/** What the journal holds of a promotion boundary, for when nothing can be read, and for since when. */
export interface ServingRecord {
  promotionBoundary: string
  /** The newest entry: who served and whether a standby was there, as it was read then. */
  last: { region: string; standby: boolean; at: string } | null
  /** When an entry last said that a standby was there. */
  standbyAt: string | null
  /** Since when the entries say, without a break, that there is none; null while the newest says that there is one. */
  noStandbySince: string | null
  /** The newest point of no return that was crossed: a promotion that its provider accepted. */
  crossing: { region: string; at: string; incident: string; step: string } | null
  /** The newest move of the writer that is known: which region has it since when. Null where it never moved. */
  moved: { region: string; at: string } | null
  /** The promotion that a run has under way, or has not been proven to have ended. */
  promotion: PromotionOfIncident | null
}

export type PromotionOfIncident = Promotion & { incident: string }

export interface ServingEntry {
  promotionBoundary: string
  region: string
  standby: boolean
  at: string
}

export type Crossing = NonNullable<ServingRecord['crossing']> & { promotionBoundary: string }

/** Folds the entries of an environment, oldest first, with the points of no return its runs have crossed. */
export function servingRecords(
  entries: readonly ServingEntry[],
  crossings: readonly Crossing[],
  promotions: readonly PromotionOfIncident[] = [],
): ServingRecord[] {
  const names = new Set([...entries, ...crossings, ...promotions].map(({ promotionBoundary }) => promotionBoundary))
  return [...names].map((promotionBoundary) => {
    const mine = entries.filter((entry) => entry.promotionBoundary === promotionBoundary)
    const last = mine.at(-1)
    const lastWith = mine.findLastIndex(({ standby }) => standby)
    const crossed = crossings
      .filter((one) => one.promotionBoundary === promotionBoundary)
      .reduce<Crossing | null>((a, b) => (a === null || b.at > a.at ? b : a), null)
    return {
      promotionBoundary,
      last: last === undefined ? null : { region: last.region, standby: last.standby, at: last.at },
      standbyAt: mine[lastWith]?.at ?? null,
      noStandbySince: mine[lastWith + 1]?.at ?? null,
      crossing:
        crossed === null
          ? null
          : { region: crossed.region, at: crossed.at, incident: crossed.incident, step: crossed.step },
      moved: movedAt(mine, crossed),
      promotion: promotions.find((one) => one.promotionBoundary === promotionBoundary) ?? null,
    }
  })
}

/** A promotion moves it before anybody reads so; what was read of another region since then says that it moved again. */
function movedAt(entries: readonly ServingEntry[], crossed: Crossing | null): ServingRecord['moved'] {
  const lastOther = entries.findLastIndex(({ region }) => region !== entries.at(-1)?.region)
  const read = lastOther === -1 ? null : (entries[lastOther + 1] ?? null)
  const moves = [read, crossed].filter((one) => one !== null).toSorted((a, b) => (a.at < b.at ? -1 : 1))
  const newest = moves.at(-1)
  if (newest === undefined) return null
  const first = moves.find(({ region, at }) => region === newest.region && at <= newest.at) ?? newest
  return { region: newest.region, at: first.at }
}
