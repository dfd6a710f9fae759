import type { Plan, Service, Tier } from '../../plan/schema/plan'
import type { Runbook } from '../../plan/schema/runbook'
import type { TierIs, TierNow } from '../../run/tier-now'
import type { IncidentInput } from '../incident-input'
import { provenPart } from '../proven-words'
import { clock } from './clock'
import { tierServices } from './plain-names'
import { expectedBack } from './progress'

export interface SponsorService {
  is: TierIs
  names: string
  status: 'ok' | 'breached' | 'unknown' | 'running'
  word: string
  /** `02:49 to 02:51`, or in words why there is none. */
  back: string
}

/**
 * A line a tier. Of a tier that is back only the services that the run recovers are called so; the others follow in a
 * line of their own, after the tiers.
 */
export function serviceRows(
  input: IncidentInput,
  tiers: readonly TierNow[],
  named: Runbook | null,
  ran: Runbook | null,
): SponsorService[] {
  const { plan } = input
  const rows = plan.tiers.flatMap((tier): { row: SponsorService; left: SponsorService[] }[] => {
    const now = tiers.find((one) => one.tier === tier.id)
    if (now === undefined) return []
    const part = now.is === 'back' ? provenPart(plan, ran, tier.id) : null
    const left = plan.services.filter((one) => one.tier === tier.id && part !== null && !part.includes(one))
    const row = serviceRow(input, tier, now, expectedBack(input, named, tier), plan, part ?? undefined)
    return [{ row, left: left.length === 0 ? [] : [notMoved(input, tier, left)] }]
  })
  return [...rows.map(({ row }) => row), ...rows.flatMap(({ left }) => left)]
}

function notMoved({ plan, state }: IncidentInput, tier: Tier, services: Service[]): SponsorService {
  return {
    is: 'not-watched',
    names: tierServices(plan, tier.id, services),
    status: 'unknown',
    word: 'not covered by this move',
    back: state.closed === null ? 'cannot tell' : '',
  }
}

function serviceRow(
  { state }: IncidentInput,
  tier: Tier,
  now: TierNow,
  back: { p50: number; p95: number } | null,
  plan: Plan,
  part: Service[] | undefined,
): SponsorService {
  const row = { is: now.is, names: tierServices(plan, tier.id, part) }
  const since = now.since === null ? '' : clock(Date.parse(now.since))
  switch (now.is) {
    case 'not-watched':
      return { ...row, status: 'unknown', word: 'not measured', back: state.closed === null ? 'cannot tell' : '' }
    case 'unknown':
      return { ...row, status: 'unknown', word: 'unknown', back: state.closed === null ? 'cannot tell' : '' }
    case 'working':
      return { ...row, status: 'ok', word: 'working', back: '' }
    case 'failing':
      return { ...row, status: 'breached', word: 'failing', back: 'cannot tell yet' }
    case 'back':
      return { ...row, status: 'ok', word: state.closed === null ? 'back' : 'was back', back: since }
    case 'answering':
      return { ...row, status: 'running', word: 'answering', back: since }
    case 'down': {
      if (state.closed !== null) return { ...row, status: 'unknown', word: 'was down', back: 'see what is now' }
      const range = back === null ? 'cannot tell yet' : `${clock(back.p50)} to ${clock(back.p95, 'late')}`
      return { ...row, status: 'breached', word: now.again ? 'down again' : 'down', back: range }
    }
  }
}
