import { classRunbooks } from '../../plan/class-runbooks'
import { checkPlan } from '../../plan/check-plan'
import { checkWithEnvironment } from '../../plan/check/check-with-environment'
import { targetOf } from '../../system/target'
import type { Link, Plan, Tier } from '../../plan/schema/plan'
import { fromTarget, type WhereView } from '../console/where'
import { wholeNumber } from '../format/amount'
import { spanWords } from '../format/duration'
import { listWords, regionTitle } from '../names'
import { proving } from '../posture/serving-of'
import { holdersOf, type Holders, type PlanInput } from './plan-input'
import { planHeading, type PlanHeading } from './plan-heading'
import { predicateSheet } from './predicate-sheet'

export interface TierSheet {
  id: string
  services: string
  strategy: string
  rto: string
  rpo: string
  /** The clock the promise is judged by. */
  clock: string
  lagLimit: string | null
  downtime: { words: string; source: string } | null
  outside: string | null
  /** Those that prove it is back, whichever way they lead. */
  runbooks: { id: string; title: string }[]
}

/** The contract as a page: what is promised, by whom, how it would be kept, and what the check says against it. */
export interface PlanSheet {
  heading: PlanHeading
  description: string
  review: { due: string; every: string; overdue: boolean }
  regions: { id: string; title: string; plainName: string; account: string | null }[]
  tiers: TierSheet[]
  links: (Pick<Link, 'id' | 'title' | 'mechanism' | 'replication'> & {
    store: string
    from: string
    to: string
    tiers: string
    lag: string | null
    boundary: string
  })[]
  classes: {
    id: string
    title: string
    scope: string
    response: string
    rto: string
    /** Several where each leads out of another region; none: by hand. */
    runbooks: { id: string; title: string }[]
    refused: { when: string; reason: string }[]
  }[]
  duties: { id: string; title: string; role: string; holders: Holders }[]
  /** Null for a reader who works in no incident: where a system is, is nobody else's business. */
  systems: { id: string; kind: string; region: string | null; where: WhereView | null }[] | null
  readings: { id: string; title: string; kind: string; system: string; every: string; maxAge: string }[]
  findings: { level: 'problem' | 'info'; path: string; message: string }[]
}

export function buildPlanSheet(input: PlanInput, { systems }: { systems: boolean }): PlanSheet {
  const { plan, environment, now } = input
  return {
    heading: planHeading(input),
    description: plan.description,
    review: {
      due: plan.review.due,
      every: spanWords(plan.review.every),
      overdue: Date.parse(now) > Date.parse(plan.review.due) + 86_400_000,
    },
    regions: plan.regions.map(({ id, title, plainName }) => ({
      id,
      title,
      plainName,
      account: systems && Object.hasOwn(environment.regions, id) ? (environment.regions[id]?.account ?? null) : null,
    })),
    tiers: plan.tiers.map((tier) => tierSheet(input, tier)),
    links: plan.links.map((link) => ({
      id: link.id,
      title: link.title,
      store: link.store,
      mechanism: link.mechanism,
      replication: link.replication,
      from: regionTitle(plan, link.from),
      to: regionTitle(plan, link.to),
      tiers: listWords(link.tiers),
      lag: link.lag ?? null,
      boundary: link.promotionBoundary,
    })),
    classes: plan.disasterClasses.map(({ id, title, scope, response, rto, runbook, refusedWhen }) => ({
      id,
      title,
      scope,
      response,
      rto,
      runbooks: classRunbooks({ runbook }).flatMap((answer) => namedRunbook(plan, answer) ?? []),
      refused: refusedWhen.map(({ when, reason }) => ({
        when: predicateSheet(plan, environment, when).test,
        reason,
      })),
    })),
    duties: plan.duties.map(({ id, title, role }) => ({ id, title, role, holders: holdersOf(input, id) })),
    systems: systems ? plan.systems.map((system) => systemSheet(input, system)) : null,
    readings: plan.readings.map(({ id, title, kind, system, every, maxAge }) => ({
      id,
      title,
      kind,
      system,
      every: spanWords(every),
      maxAge: spanWords(maxAge),
    })),
    findings: [...checkPlan(plan), ...checkWithEnvironment(plan, environment)].map(({ level, path, message }) => ({
      level,
      path: path.join('.'),
      message,
    })),
  }
}

function namedRunbook(plan: Plan, id: string | null): { id: string; title: string } | null {
  const runbook = plan.runbooks.find((one) => one.id === id)
  return runbook === undefined ? null : named(runbook)
}

const named = ({ id, title }: { id: string; title: string }) => ({ id, title })

function tierSheet({ plan }: PlanInput, tier: Tier): TierSheet {
  const { objectives, downtime, outside } = tier
  return {
    id: tier.id,
    services: servicesOf(plan.services, tier.id),
    strategy: tier.strategy,
    rto: spanWords(objectives.rto),
    rpo: spanWords(objectives.rpo),
    clock: objectives.clock === 'impact' ? 'from the first failure' : 'from the declaration',
    lagLimit: objectives.lagLimit === undefined ? null : spanWords(objectives.lagLimit),
    downtime:
      downtime === undefined
        ? null
        : {
            words: `${wholeNumber(downtime.amount)} ${plan.currency} per ${perWords(downtime.per)}`,
            source: downtime.source,
          },
    outside:
      outside === undefined
        ? null
        : `${outside.monitors.length} outside checks; back when ${outside.sustained.consecutive} probes in a row succeed for ${spanWords(outside.sustained.hold)}`,
    runbooks: proving(plan, tier.id).map(named),
  }
}

/** `minute`, `hour`, else `5 min`: the spoken unit of a price. */
function perWords(milliseconds: number): string {
  if (milliseconds === 60_000) return 'minute'
  return milliseconds === 3_600_000 ? 'hour' : spanWords(milliseconds)
}

function servicesOf(services: Plan['services'], tier: string): string {
  return services
    .filter((service) => service.tier === tier)
    .map(({ title }) => title)
    .join(', ')
}

function systemSheet({ plan, environment }: PlanInput, { id, kind, region }: PlanInput['plan']['systems'][number]) {
  const binding = Object.hasOwn(environment.systems, id) ? environment.systems[id] : undefined
  return {
    id,
    kind,
    region: region === null ? null : regionTitle(plan, region),
    where: binding === undefined ? null : fromTarget(id, targetOf(binding)),
  }
}
