import type { Finding } from './finding'
import type { Tier } from '../../plan/schema/plan'
import { inSentence, isPlural, tierSubject } from '../sponsor/plain-names'
import { checksOf, seenFromOutside, type SeenFromOutside } from '../sponsor/seen-from-outside'
import { servingStates } from '../../posture/serving-state'
import { servingView, type ServingView } from '../serving-view'
import { consequences } from './consequence'
import { findings } from './findings'
import { lagView, type LagView } from './lag-view'
import { lossFigures, type Loss } from './loss-figures'
import type { PlacedInput, PostureInput } from './posture-input'
import { modeWords, recoveryFigures, type Recovery } from './recovery-figures'
import { proving } from './serving-of'

export interface TierPosture {
  id: string
  services: string
  strategy: string
  status: 'ok' | 'warning' | 'breached' | 'unknown'
  /** What customers get at this moment; null where the plan has no monitor outside. */
  outside: SeenFromOutside | null
  recovery: Recovery
  loss: Loss
  lag: LagView | null
  /** The last run that brought the tier back; null: never. */
  proven: { at: string; mode: string } | null
  /** Said where the plan has nothing to act with. */
  hint: string | null
}

export interface PostureView {
  now: string
  headline: string
  /** What fails at this moment, as customers see it; null while nothing is seen to. It comes before everything else. */
  failing: { words: string; at: string } | null
  /** Where each promotion boundary runs now, and whether anything could take over. */
  serving: ServingView[]
  /** What the end of the region that serves would mean this second. */
  consequence: { words: string; at: string | null }[]
  plan: { key: string; title: string; hash: string; owner: string; reviewDue: string; overdue: boolean }
  environment: { name: string; title: string; lab: boolean }
  tiers: TierPosture[]
  findings: Finding[]
}

/** Promised against measured against attainable, per tier, as of now. */
export function buildPostureView(given: PostureInput): PostureView {
  const input: PlacedInput = { ...given, states: servingStates(given) }
  const { plan, planHash, environment, now } = input
  const tiers = plan.tiers.map((tier) => tierPosture(input, tier))
  return {
    now,
    headline: headline(tiers),
    failing: failingNow(input, tiers),
    serving: input.states.map((state) => servingView(plan, state)),
    consequence: consequences(input),
    plan: {
      key: plan.key,
      title: plan.title,
      hash: planHash.slice(0, 7),
      owner: plan.owner,
      reviewDue: plan.review.due,
      overdue: Date.parse(now) > Date.parse(plan.review.due) + 86_400_000,
    },
    environment: { name: environment.name, title: environment.title, lab: environment.lab },
    tiers,
    findings: findings(input),
  }
}

function tierPosture(input: PlacedInput, tier: Tier): TierPosture {
  const recovery = recoveryFigures(input, tier)
  const loss = lossFigures(input, tier)
  const proof = input.proofs.find((one) => one.tier === tier.id)
  return {
    id: tier.id,
    services: input.plan.services
      .filter((service) => service.tier === tier.id)
      .map((service, index) => (index === 0 ? service.title : inSentence(service.title)))
      .join(', '),
    strategy: tier.strategy,
    status: statusOf(recovery, loss),
    outside: tier.outside === undefined ? null : seenFromOutside(input.plan, tier, input.readings, input.now),
    recovery,
    loss,
    lag: lagView(input, tier),
    proven: proof === undefined ? null : { at: proof.recoveredAt, mode: modeWords(proof.mode) },
    hint: proving(input.plan, tier.id).length === 0 ? 'no runbook steps in this plan' : null,
  }
}

/** One broken promise breaks the tier; one figure nobody knows leaves it unknown; nothing is ok by default. */
function statusOf(recovery: Recovery, loss: Loss): TierPosture['status'] {
  const figures = [recovery.measured, recovery.attainable, loss.measured, loss.now]
  if (figures.some((one) => one.missed)) return 'breached'
  if (recovery.attainable.value === null || loss.now.value === null) return 'unknown'
  return recovery.measured.value === null || loss.measured.value === null ? 'warning' : 'ok'
}

const numbers = ['No', 'One', 'Two', 'Three', 'Four', 'Five', 'Six', 'Seven']
const count = (value: number) => numbers[value] ?? String(value)

/** `Two of four tiers would miss their promise today. One is unknown.` */
export function headline(tiers: readonly Pick<TierPosture, 'status'>[]): string {
  const of = (status: TierPosture['status']) => tiers.filter((tier) => tier.status === status).length
  const [missed, unknown] = [of('breached'), of('unknown')]
  const all = tiers.length
  const rest = unknown === 0 ? '' : ` ${count(unknown)} ${unknown === 1 ? 'is' : 'are'} unknown.`
  if (missed === 0 && unknown === all)
    return all === 1
      ? 'The posture is unknown.'
      : all === 2
        ? 'Both tiers are unknown.'
        : `All ${count(all).toLowerCase()} tiers are unknown.`
  if (missed === 0) return `No tier would miss its promise by what is known.${rest}`
  const tierWord = all === 1 ? 'tier' : 'tiers'
  return `${count(missed)} of ${count(all).toLowerCase()} ${tierWord} would miss ${missed === 1 ? 'its' : 'their'} promise today.${rest}`
}

/** `Checkout and payments fail in all 3 outside checks.` The promises of tomorrow can wait for that. */
function failingNow({ plan, now }: PlacedInput, tiers: readonly TierPosture[]): PostureView['failing'] {
  const tier = tiers.find(({ outside }) => outside?.is === 'failing')
  if (tier?.outside == null) return null
  const { failing, places, observedAt } = tier.outside
  const verb = isPlural(plan, tier.id) ? 'fail' : 'fails'
  return {
    words: `${tierSubject(plan, tier.id)} ${verb} in ${checksOf(failing, places)}.`,
    at: observedAt ?? now,
  }
}
