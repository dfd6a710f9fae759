import type { Finding } from './finding'
import { notAttainable } from '../../plan/attainable'
import type { Runbook } from '../../plan/schema/runbook'
import { lossWords, spanWords } from '../format/duration'
import { listWords } from '../names'
import { alertSourceFindings } from './alert-source-findings'
import { linkLag, lossNow } from './loss-figures'
import type { PlacedInput } from './posture-input'
import { coverageFindings, servingFindings } from './serving-findings'
import { proving, runbookFor } from './serving-of'

const order = { breached: 0, warning: 1, unknown: 2 } as const

/** What the plan's own figures and the readings of now say against it, worst first. Computed, never written by hand. */
export function findings(input: PlacedInput): Finding[] {
  const { plan } = input
  const found = [
    ...servingFindings(input),
    ...plan.runbooks.filter((runbook) => leadsOut(input, runbook)).flatMap((runbook) => objectives(input, runbook)),
    ...review(input),
    ...plan.disasterClasses
      .filter((disaster) => disaster.runbook === null)
      .map((disaster) => plain('warning', `${disaster.title}: no runbook`, disaster.response, 'plan')),
    ...lags(input),
    ...alertSourceFindings(input),
    ...coverageFindings(input),
    ...tiersWithoutSteps(input),
    ...plan.runbooks
      .filter((runbook) => !input.proofs.some((proof) => proving(plan, proof.tier).some(({ id }) => id === runbook.id)))
      .map((runbook) =>
        plain('unknown', `${runbook.title} has never been run`, 'Its times are the plan’s own estimates.', 'journal'),
      ),
  ]
  return found.sort((a, b) => order[a.status] - order[b.status])
}

function plain(status: Finding['status'], title: string, detail: string, source: string): Finding {
  return { status, title, detail, source, at: null }
}

/** A promise is weighed against the runbook that would be followed from where it runs now. */
function leadsOut({ plan, states }: PlacedInput, runbook: Runbook): boolean {
  return plan.tiers.some((tier) => runbookFor(plan, states, tier.id)?.id === runbook.id)
}

function objectives(input: PlacedInput, runbook: Runbook): Finding[] {
  return notAttainable(input.plan, runbook).map((one): Finding => {
    if (one.promise === 'rpo') {
      const link = one.links.find((candidate) => candidate.lag !== undefined) ?? one.links[0]
      const tier = input.plan.tiers.find(({ id }) => id === one.tier)
      // The figure of the table above, not a second reading of the same thing.
      const loss = tier === undefined ? null : lossNow(input, tier)
      const now = loss?.value == null ? 'what it would lose now is UNKNOWN' : `and would lose ${loss.value} now`
      return {
        status: 'breached',
        title: `RPO 0 for ${one.tier} is not attainable in an unplanned failover`,
        detail: `${link?.mechanism ?? 'The link'} replicates asynchronously, ${now}. A planned switchover loses 0.`,
        source: `link ${one.links.map(({ id }) => id).join(', ')}`,
        at: loss?.at ?? null,
      }
    }
    const dominant = one.p50.steps.find(({ id }) => id === one.dominant)
    const title = runbook.steps.find(({ id }) => id === one.dominant)?.title ?? one.dominant
    const seconds = (milliseconds: number) => `${Math.round(milliseconds / 1_000)} s`
    return plain(
      'breached',
      `${one.tier} in ${spanWords(one.promised)} is not attainable: ${seconds(one.p50.milliseconds)} from GO`,
      `Dominated by ${title}, ${seconds(dominant?.milliseconds ?? 0)} of ${seconds(one.p50.milliseconds)}.`,
      'expected times of the plan',
    )
  })
}

function review({ plan, now }: PlacedInput): Finding[] {
  const days = Math.floor((Date.parse(now) - Date.parse(plan.review.due)) / 86_400_000)
  if (days <= 0) return []
  return [
    plain(
      'breached',
      `The plan’s review was due ${plan.review.due}`,
      `${days} days ago. Owner: ${plan.owner}.`,
      'plan',
    ),
  ]
}

function lags(input: PlacedInput): Finding[] {
  return input.plan.links.flatMap((link): Finding[] => {
    const tiers = listWords(link.tiers)
    const lag = linkLag(input, link)
    if (lag === null)
      return [
        plain(
          'unknown',
          `${link.title}: its lag is not read`,
          `${link.mechanism}, ${tiers}. This plan has no reading for it.`,
          `link ${link.id}`,
        ),
      ]
    if (lag.milliseconds === null)
      return [
        {
          status: 'unknown',
          title: `${link.title}: no usable lag`,
          detail: `${lag.field.unknown ?? 'no number'}. Nothing may rest on it.`,
          source: lag.field.source,
          at: lag.field.observedAt,
        },
      ]
    const limits = input.plan.tiers
      .filter((tier) => link.tiers.includes(tier.id))
      .flatMap((tier) => tier.objectives.lagLimit ?? [])
    const limit = Math.min(...limits)
    if (lag.milliseconds <= limit) return []
    return [
      {
        status: 'warning',
        title: `${link.title}: lag above its limit`,
        detail: `${lossWords(lag.milliseconds)} against ${spanWords(limit)}.`,
        source: lag.field.source,
        at: lag.field.observedAt,
      },
    ]
  })
}

function tiersWithoutSteps({ plan }: PlacedInput): Finding[] {
  const without = plan.tiers.filter((tier) => proving(plan, tier.id).length === 0).map((tier) => tier.id)
  if (without.length === 0) return []
  const title = `${listWords(without)}: no runbook steps in this plan`
  return [plain('unknown', title, 'Whether the promise can be kept is not known.', 'plan')]
}
