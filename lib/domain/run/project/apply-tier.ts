import type { RecordedEvent } from '../events/event'
import type { Outage } from '../outage-state'
import type { IncidentState } from '../state'
import { hasRelapsed, isBack } from '../tier-now'
import { ImpossibleHistory } from './impossible'

type TierEvent = RecordedEvent & {
  type:
    | 'incident.impactRecorded'
    | 'tier.failed'
    | 'tier.relapsed'
    | 'tier.recoverySeen'
    | 'tier.recoveryLost'
    | 'tier.recovered'
}

/** Outages by tier: at most one of each is open, and only a recovery that was proven ends one. */
export function applyTier(draft: IncidentState, event: TierEvent): void {
  switch (event.type) {
    case 'incident.impactRecorded': {
      const { at, correction, source, tier } = event.payload
      if (!correction && tier !== undefined) return openOutage(draft, event, tier, { from: at, source, byImpact: true })
      for (const { outages } of Object.values(draft.tiers))
        for (const outage of outages) if (outage.byImpact) outage.from = at
      return
    }
    case 'tier.failed': {
      const { tier, at, source } = event.payload
      if (draft.impact === null) throw new ImpossibleHistory(event, 'no impact is recorded')
      if (draft.tiers[tier] !== undefined) throw new ImpossibleHistory(event, `${tier} failed before`)
      openOutage(draft, event, tier, { from: at, source, byImpact: false })
      if (draft.status === 'recovered') draft.status = 'relapsed'
      return
    }
    case 'tier.relapsed': {
      const { tier, at, source } = event.payload
      if (lastOutage(draft, tier)?.recovered == null)
        throw new ImpossibleHistory(event, `${tier} had not recovered before it failed again`)
      openOutage(draft, event, tier, { from: at, source, byImpact: false })
      if (draft.status === 'recovered') draft.status = 'relapsed'
      return
    }
    case 'tier.recoverySeen': {
      const { tier, at } = event.payload
      // A history from before tiers were named tells of the outage by its end alone: it began with the impact.
      if (draft.tiers[tier] === undefined) openUnnamed(draft, event, tier)
      open(draft, event).provisional = { at, sequence: event.sequence }
      return
    }
    case 'tier.recoveryLost':
      open(draft, event).provisional = null
      return
    case 'tier.recovered': {
      const { tier, at, provenAt } = event.payload
      const outage = open(draft, event)
      if (outage.provisional === null) throw new ImpossibleHistory(event, `nobody saw ${tier} recover`)
      outage.recovered = { at, provenAt, sequence: event.sequence }
      if (allBack(draft) && (draft.status === 'declared' || draft.status === 'relapsed')) draft.status = 'recovered'
      return
    }
  }
}

/** Declared late, after everything was proven back or while it is down again, it is that at once. */
export function statusOnceDeclared(draft: IncidentState): IncidentState['status'] {
  const tiers = Object.keys(draft.tiers)
  if (tiers.length > 0 && allBack(draft)) return 'recovered'
  return tiers.some((tier) => hasRelapsed(draft, tier)) ? 'relapsed' : 'declared'
}

function allBack(draft: IncidentState): boolean {
  return Object.keys(draft.tiers).every((tier) => isBack(draft, tier))
}

export function lastOutage(state: IncidentState, tier: string): Outage | null {
  return state.tiers[tier]?.outages.at(-1) ?? null
}

function open(draft: IncidentState, event: TierEvent & { payload: { tier: string } }): Outage {
  const { tier } = event.payload
  const outage = lastOutage(draft, tier)
  if (outage === null) throw new ImpossibleHistory(event, `${tier} was not down`)
  if (outage.recovered !== null) throw new ImpossibleHistory(event, `${tier} recovered before`)
  return outage
}

/** In a history from before tiers were named, somebody's word could be all there was of an impact. */
function openUnnamed(draft: IncidentState, event: TierEvent & { type: 'tier.recoverySeen' }, tier: string): void {
  const { at, source } = event.payload
  const said = draft.impactSaid
  if (draft.impact === null && said !== null)
    draft.impact = { at: said.at, source: 'said by a person', tier, sequence: said.mark.sequence }
  openOutage(draft, event, tier, {
    from: draft.impact?.at ?? at,
    source: draft.impact?.source ?? source,
    byImpact: true,
  })
}

function openOutage(
  draft: IncidentState,
  event: TierEvent,
  tier: string,
  began: Pick<Outage, 'from' | 'source' | 'byImpact'>,
): void {
  const record = draft.tiers[tier] ?? { tier, outages: [] }
  const opened = { at: event.at, sequence: event.sequence }
  record.outages.push({ ...began, opened, provisional: null, recovered: null })
  draft.tiers[tier] = record
}
