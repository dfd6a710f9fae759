import type { Tier } from '../../plan/schema/plan'
import { readingPath } from '../../posture/sample'
import { spanWords } from '../format/duration'
import { linkLag } from './loss-figures'
import type { PlacedInput } from './posture-input'

/** The lag of a tier's watched link over the last hour, against its limit. */
export interface LagView {
  link: string
  title: string
  source: string
  /** When the newest sample was true; null: there was never one. */
  at: string | null
  /** Why the newest value may not be used; null while it may. */
  unknown: string | null
  current: number | null
  limit: { milliseconds: number; words: string } | null
  from: string
  until: string
  /** Instant and the highest lag of its bucket in milliseconds; null: no sample came, drawn hatched. */
  points: { at: number; milliseconds: number | null }[]
}

/** Null: the plan reads the lag of none of the tier's links. */
export function lagView(input: PlacedInput, tier: Tier): LagView | null {
  const link = input.plan.links.find((one) => one.tiers.includes(tier.id) && one.lag !== undefined)
  const lag = link === undefined ? null : linkLag(input, link)
  if (link?.lag === undefined || lag === null) return null
  const { lagLimit } = tier.objectives
  const history = input.histories.find((one) => one.reading === link.lag)
  const from = history?.from ?? input.now
  return {
    link: link.id,
    title: `${link.mechanism}, ${link.title.toLowerCase()}`,
    source: lag.field.source === readingPath(link.lag).reading ? link.mechanism : lag.field.source,
    at: lag.field.observedAt,
    unknown: lag.field.unknown,
    current: lag.milliseconds,
    limit: lagLimit === undefined ? null : { milliseconds: lagLimit, words: spanWords(lagLimit) },
    from,
    until: input.now,
    points: (history?.highest ?? []).map((milliseconds, index) => ({
      at: Date.parse(from) + index * (history?.bucketMilliseconds ?? 0),
      milliseconds,
    })),
  }
}
