import type { Environment } from '../plan/schema/environment'
import type { Plan } from '../plan/schema/plan'
import { outsideView } from './outside'
import type { LatestReadings } from './sample'
import type { Serves, ServingReading } from './serving'
import { readServing } from './serving'
import type { PromotionOfIncident, ServingRecord } from './serving-record'

export interface ServingState {
  promotionBoundary: string
  serves:
    | Serves
    /** Nothing can be read: what the journal says last, which is no reading. */
    | { is: 'journal'; region: string; at: string; source: string; why: string }
  standby: { is: 'ready'; region: string; at: string | null } | { is: 'none' | 'unknown'; why: string }
  /** There is no standby, or there was none and nothing says otherwise. `since` null: nobody knows since when. */
  unprotected: { since: string | null } | null
  /** The outside checks of a tier it serves fail: it holds the writer and does not serve. */
  down?: {
    since: string
    /** Since when the region has the writer, where the outage began before that: it is dated by another region's. */
    writerSince?: string
  }
  /** A promotion that was sent and after which nothing serves yet. */
  promotion?: PromotionOfIncident
}

export interface ServingInput {
  plan: Plan
  environment: Environment
  readings: LatestReadings
  now: string
  records: readonly ServingRecord[]
}

/** Where the system runs and what could take over: readings where they can be had, else the journal, said as such. */
export function servingStates(input: ServingInput): ServingState[] {
  return readServing(input).map((reading) => {
    const record = input.records.find((one) => one.promotionBoundary === reading.promotionBoundary) ?? null
    const serves = reading.serves.is === 'unknown' ? fromJournal(reading.serves.why, record) : reading.serves
    const standby = standbyOf(input.plan, reading, serves)
    const down = downOf(servingRegion({ serves }), downOutside(input, reading.promotionBoundary), record)
    const promotion = promotionNow(serves, down, record)
    return {
      promotionBoundary: reading.promotionBoundary,
      serves,
      standby,
      unprotected: unprotected(standby, record),
      ...(down === null ? {} : { down }),
      ...(promotion === null ? {} : { promotion }),
    }
  })
}

function downOf(
  region: string | null,
  since: string | null,
  record: ServingRecord | null,
): ServingState['down'] | null {
  if (since === null) return null
  const moved = record?.moved ?? null
  return moved !== null && moved.region === region && moved.at > since ? { since, writerSince: moved.at } : { since }
}

/** It is over once the region serves; one that is down for longer than it has the writer never has. */
function promotionNow(
  serves: ServingState['serves'],
  down: ServingState['down'] | null,
  record: ServingRecord | null,
): PromotionOfIncident | null {
  const promotion = record?.promotion ?? null
  if (promotion === null || serves.is === 'contradicted') return null
  const region = servingRegion({ serves })
  if (region !== promotion.region || (serves.is === 'journal' && promotion.is !== 'done'))
    return promotion.is === 'done' ? null : promotion
  return down != null && down.since < promotion.since ? promotion : null
}

function downOutside({ plan, readings, now }: ServingInput, promotionBoundary: string): string | null {
  const proved = plan.runbooks
    .filter((runbook) => runbook.promotionBoundary === promotionBoundary)
    .flatMap(({ steps }) => steps.flatMap(({ proves }) => proves))
  const maxAge = (id: string) => plan.readings.find((reading) => reading.id === id)?.maxAge ?? 0
  const since = plan.tiers.flatMap(({ id, outside }) => {
    if (outside === undefined || !proved.includes(id)) return []
    const view = outsideView(outside, readings, maxAge, now)
    return view.seen === 'failing' ? [view.since] : []
  })
  return since.length === 0 ? null : since.reduce((a, b) => (a < b ? a : b))
}

/** The region a state speaks of, whoever says it; null where nobody knows or two contradict each other. */
export function servingRegion({ serves }: Pick<ServingState, 'serves'>): string | null {
  return serves.is === 'known' || serves.is === 'journal' ? serves.region : null
}

function fromJournal(why: string, record: ServingRecord | null): ServingState['serves'] {
  const read = record?.last ?? null
  const crossed = record?.crossing ?? null
  if (crossed !== null && (read === null || crossed.at > read.at))
    return {
      is: 'journal',
      region: crossed.region,
      at: crossed.at,
      source: `${crossed.step} of ${crossed.incident}`,
      why,
    }
  if (read !== null) return { is: 'journal', region: read.region, at: read.at, source: 'the last reading', why }
  return { is: 'unknown', why }
}

function standbyOf(plan: Plan, { regions }: ServingReading, serves: ServingState['serves']): ServingState['standby'] {
  if (serves.is === 'unknown') return { is: 'unknown', why: serves.why }
  if (serves.is === 'contradicted') return { is: 'unknown', why: 'two regions say that they serve' }
  const others = regions.flatMap(({ region, standby }) =>
    region === serves.region || standby === null ? [] : [{ region, standby }],
  )
  const ready = others.find(({ standby }) => standby.verdict === 'met')
  if (ready !== undefined) return { is: 'ready', region: ready.region, at: ready.standby.at }
  const title = (id: string) => plan.regions.find((one) => one.id === id)?.title ?? id
  const unread = others.find(({ standby }) => standby.verdict === 'unknown')
  if (unread !== undefined) return { is: 'unknown', why: `${title(unread.region)}: ${unread.standby.why}` }
  if (others.length === 0) return { is: 'none', why: 'the plan reads no standby' }
  return { is: 'none', why: others.map(({ region, standby }) => `${title(region)}: ${standby.why}`).join('; ') }
}

/**
 * A standby that is read ends it. One that cannot be read leaves what the journal says: a promotion takes the standby
 * away at the moment it is accepted, whatever is read of it later.
 */
function unprotected(standby: ServingState['standby'], record: ServingRecord | null): ServingState['unprotected'] {
  if (standby.is === 'ready') return null
  const crossed = record?.crossing ?? null
  const taken = crossed !== null && (record?.standbyAt == null || crossed.at > record.standbyAt) ? crossed.at : null
  const seen = record?.noStandbySince ?? null
  if (standby.is === 'unknown' && taken === null && seen === null) return null
  return { since: taken === null || (seen !== null && seen < taken) ? seen : taken }
}
