import type { Plan } from '../plan/schema/plan'
import type { ServingInput, ServingState } from '../posture/serving-state'
import { servingRegion, servingStates } from '../posture/serving-state'
import { utcClock } from './format/instant'
import { listWords, regionTitle } from './names'

/** Where a promotion boundary runs, as every page says it: the same value and the same words for one instant. */
export interface ServingView {
  promotionBoundary: string
  is: ServingState['serves']['is']
  /** The plan's own name of the region; null where nobody knows, or two contradict each other. */
  region: string | null
  title: string | null
  words: string
  /** When it was read, or when the journal says that it moved. */
  at: string | null
  standby: ServingState['standby']['is']
  /** What could take over, or that nothing could, as a sentence's second half. */
  standbyWords: string
  /** How it bears on a failover: breached where none may be begun, unknown where nobody can tell. */
  status: 'ok' | 'unknown' | 'breached'
  /** There is nothing to fail over to. `since` null: nobody knows since when. */
  unprotected: { since: string | null; words: string; why: string } | null
}

export function servingViews(input: ServingInput): ServingView[] {
  return servingStates(input).map((state) => servingView(input.plan, state))
}

export function servingView(plan: Plan, state: ServingState): ServingView {
  const { serves, standby, unprotected, promotionBoundary } = state
  const region = servingRegion(state)
  const title = region === null ? null : regionTitle(plan, region)
  const alone = title === null ? 'Nothing is known to be able to take over' : `${title} serves alone`
  return {
    promotionBoundary,
    is: serves.is,
    region,
    title,
    words: servingWords(plan, state),
    at: serves.is === 'unknown' ? null : serves.at,
    standby: standby.is,
    standbyWords: standbyWords(plan, state),
    status: statusOf(state),
    unprotected:
      unprotected === null
        ? null
        : {
            since: unprotected.since,
            words:
              state.down !== undefined && title !== null
                ? `${servingWords(plan, state)}. There is nothing to fail over to`
                : `${alone}: if it died this second there is nothing to fail over to`,
            why: standby.is === 'ready' ? '' : standby.why,
          },
  }
}

export function servingWords(plan: Plan, { serves, promotionBoundary, down }: ServingState): string {
  if (down !== undefined && (serves.is === 'known' || serves.is === 'journal'))
    return `${regionTitle(plan, serves.region)} is the writer${serves.is === 'journal' ? ' by the journal' : ''} and does not serve: down since ${utcClock(down.since)}`
  switch (serves.is) {
    case 'known':
      return `${regionTitle(plan, serves.region)} serves`
    case 'journal':
      return `${regionTitle(plan, serves.region)} serves by the journal (${serves.source}), not by a reading: ${serves.why}`
    case 'contradicted':
      return `${listWords(serves.regions.map((one) => regionTitle(plan, one)))} both say that they serve ${promotionBoundary}`
    case 'unknown':
      return `Where ${promotionBoundary} runs is UNKNOWN: ${serves.why}`
  }
}

/** UNPROTECTED stands until a standby is read: beside it nothing is said to be unknown. */
function standbyWords(plan: Plan, { standby, unprotected }: ServingState): string {
  if (unprotected !== null) return 'nothing could take over'
  switch (standby.is) {
    case 'ready':
      return `${regionTitle(plan, standby.region)} could take over`
    case 'none':
      return 'nothing could take over'
    case 'unknown':
      return 'whether anything could take over is UNKNOWN'
  }
}

function statusOf({ serves, standby, unprotected, down }: ServingState): ServingView['status'] {
  if (down !== undefined) return 'breached'
  if (serves.is === 'contradicted' || unprotected !== null || standby.is === 'none') return 'breached'
  return serves.is === 'known' && standby.is === 'ready' ? 'ok' : 'unknown'
}
