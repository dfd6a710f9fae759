import type { Plan } from '../plan/schema/plan'
import type { PromotionOfIncident } from '../posture/serving-record'
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
  /** It is being promoted, or was and does not serve yet: what every page says instead of an alarm. */
  promotion: { since: string; words: string } | null
  /** There is nothing to fail over to. `since` null: nobody knows since when. */
  unprotected: { since: string | null; words: string; why: string } | null
}

export function servingViews(input: ServingInput): ServingView[] {
  return servingStates(input).map((state) => servingView(input.plan, state))
}

export function servingView(plan: Plan, state: ServingState): ServingView {
  const { serves, standby, unprotected, promotionBoundary, promotion } = state
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
    promotion:
      promotion === undefined ? null : { since: promotion.since, words: promotionWords(plan, state, promotion) },
    unprotected:
      unprotected === null
        ? null
        : {
            since: unprotected.since,
            words:
              promotion !== undefined
                ? `${servingWords(plan, state)}. Until it serves nothing else could take over`
                : state.down !== undefined && title !== null
                  ? `${servingWords(plan, state)}. There is nothing to fail over to`
                  : `${alone}: if it died this second there is nothing to fail over to`,
            why: standby.is === 'ready' ? '' : standby.why,
          },
  }
}

export function servingWords(plan: Plan, state: ServingState): string {
  const { serves, promotionBoundary, down, promotion } = state
  if (promotion !== undefined) return `${promotionWords(plan, state, promotion)}, since ${utcClock(promotion.since)}`
  if (down !== undefined && (serves.is === 'known' || serves.is === 'journal')) {
    const writer = `${regionTitle(plan, serves.region)} is the writer${serves.is === 'journal' ? ' by the journal' : ''}`
    return down.writerSince === undefined
      ? `${writer} and does not serve: down since ${utcClock(down.since)}`
      : `${writer} since ${utcClock(down.writerSince)} and has not served since then`
  }
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

/** What the run has sent, as far as it is known. */
function promotionWords(plan: Plan, { serves }: ServingState, promotion: PromotionOfIncident): string {
  const title = regionTitle(plan, promotion.region)
  const by = `${promotion.step} of ${promotion.incident}`
  const isWriter = promotion.is === 'done' || (serves.is === 'known' && serves.region === promotion.region)
  if (isWriter) return `${title} was promoted by ${by} and does not serve yet`
  return promotion.is === 'under-way'
    ? `${title} is being promoted by ${by}`
    : `The promotion of ${title} was sent by ${by}; whether it took effect is not known yet`
}

/** UNPROTECTED stands until a standby is read: beside it nothing is said to be unknown. */
function standbyWords(plan: Plan, { standby, unprotected, promotion }: ServingState): string {
  if (promotion !== undefined && unprotected !== null) return 'until it serves nothing else could take over'
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
