import type { Plan } from '../plan/schema/plan'
import type { ReadingFact } from '../run/events/facts'
import type { ServingReading } from './serving'

/** What an entry says of a promotion boundary: who serves it and whether a standby is there, both read, neither guessed. */
export interface ServingNews {
  promotionBoundary: string
  region: string
  standby: boolean
  readings: ReadingFact[]
  reason: string
}

/** What can be told for certain now; null while anything it rests on is unknown or contradicted. */
export function servingNews(plan: Plan, { promotionBoundary, serves, regions }: ServingReading): ServingNews | null {
  if (serves.is !== 'known') return null
  const title = (id: string) => plan.regions.find((one) => one.id === id)?.title ?? id
  const others = regions.flatMap(({ region, standby }) =>
    region === serves.region || standby === null ? [] : [{ region, standby }],
  )
  const ready = others.find(({ standby }) => standby.verdict === 'met')
  if (ready === undefined && others.some(({ standby }) => standby.verdict === 'unknown')) return null
  const said = [
    ...(regions.find(({ region }) => region === serves.region)?.serves.facts ?? []),
    ...(ready === undefined ? others : [ready]).flatMap(({ standby }) => standby.facts),
  ]
  const against = others.map(({ region, standby }) => `${title(region)}: ${standby.why}`).join('; ')
  return {
    promotionBoundary,
    region: serves.region,
    standby: ready !== undefined,
    readings: said,
    reason:
      ready === undefined
        ? `${title(serves.region)} serves alone. ${against === '' ? 'The plan reads no standby' : against}`
        : `${title(serves.region)} serves, ${title(ready.region)} could take over`,
  }
}
