import type { Finding } from './finding'
import { notRecovered } from '../../plan/coverage'
import { servingRegion } from '../../posture/serving-state'
import { listWords, regionTitle } from '../names'
import { servingWords } from '../serving-view'
import type { PlacedInput } from './posture-input'
import { proving } from './serving-of'

/** What speaks against going on as if all were in its place: no standby, two writers, nobody knows, no way out. */
export function servingFindings({ plan, states }: PlacedInput): Finding[] {
  return states.flatMap((state): Finding[] => {
    const { serves, standby, unprotected, promotionBoundary, down, promotion } = state
    const region = servingRegion(state)
    const title = region === null ? promotionBoundary : regionTitle(plan, region)
    const at = serves.is === 'unknown' ? null : serves.at
    const source = serves.is === 'unknown' ? `serving of ${promotionBoundary}` : serves.source
    const found: Finding[] = []
    if (unprotected !== null && promotion !== undefined)
      found.push({
        status: 'warning',
        title: servingWords(plan, state),
        detail: 'Until it serves nothing else could take over.',
        source: promotion.incident,
        at: promotion.since,
      })
    else if (unprotected !== null)
      found.push({
        status: 'breached',
        title: `UNPROTECTED: ${region === null ? `${promotionBoundary} has no standby` : `${title} ${down === undefined ? 'serves' : 'is'} alone`}`,
        detail: `${down === undefined ? 'If it died this second there' : 'It does not serve, and there'} is nothing to fail over to. ${standby.is === 'ready' ? '' : standby.why}`,
        source,
        at: unprotected.since,
      })
    if (serves.is === 'contradicted')
      found.push({
        status: 'breached',
        title: servingWords(plan, state),
        detail: 'Two may be writing, or a reading is wrong. Look before anything is moved.',
        source,
        at,
      })
    if (serves.is === 'unknown' || serves.is === 'journal')
      found.push({
        status: 'unknown',
        title: `Where ${promotionBoundary} runs cannot be read`,
        detail: `${servingWords(plan, state)}.`,
        source,
        at,
      })
    else if (standby.is === 'unknown' && serves.is === 'known' && unprotected === null)
      found.push({
        status: 'unknown',
        title: `Whether anything could take over from ${title} is UNKNOWN`,
        detail: `${standby.why}.`,
        source,
        at,
      })
    if (
      region !== null &&
      !plan.runbooks.some((one) => one.promotionBoundary === promotionBoundary && one.from === region)
    )
      found.push({
        status: 'warning',
        title: `No runbook leads out of ${title}`,
        detail: `${promotionBoundary} serves there now, and this plan only says how to leave another region.`,
        source: 'plan',
        at: null,
      })
    return found
  })
}

/** Services that no step recovers, in tiers that a runbook does prove: its end would otherwise speak for them too. */
export function coverageFindings({ plan }: PlacedInput): Finding[] {
  return notRecovered(plan)
    .filter(({ tier }) => proving(plan, tier).length > 0)
    .map(({ tier, services }) => ({
      status: 'warning',
      title: `${tier}: no step recovers ${listWords(services.map(({ title }) => title))}`,
      detail: 'The end of a run says nothing of them.',
      source: 'plan',
      at: null,
    }))
}
