import { classRunbooks } from '../../plan/class-runbooks'
import { criticalPath } from '../../plan/graph'
import { Phase, type ApprovalRule, type Gate, type LossRule, type Runbook } from '../../plan/schema/runbook'
import type { Plan } from '../../plan/schema/plan'
import { spanWords } from '../format/duration'
import { dutyTitle, listWords, regionTitle } from '../names'
import { holdersOf, type PlanInput } from './plan-input'
import { planHeading, type PlanHeading } from './plan-heading'
import { predicateSheet, type PredicateSheet } from './predicate-sheet'
import { stepSheet, type StepSheet } from './step-sheet'

export interface GateSheet {
  id: string
  title: string
  bars: string
  checks: PredicateSheet[]
  steps: string[]
  attest: { duty: string; statement: string } | null
  unknown: string | null
}

export interface ApprovalSheetRule {
  id: string
  steps: string
  persons: number
  duties: string
  holders: string[]
  expires: string
}

/** A runbook to read or print without an incident: everything it would do, to whom it belongs, and how one gets back. */
export interface RunbookSheet {
  heading: PlanHeading
  id: string
  title: string
  from: string
  to: string
  /** Disaster classes that lead to it. */
  answers: string[]
  boundary: string
  pointOfNoReturn: string | null
  /** Expected time from GO to proven recovery, per tier. */
  recovers: { tier: string; p50: string; p95: string; steps: string }[]
  loss: string | null
  gates: GateSheet[]
  approvals: ApprovalSheetRule[]
  phases: { phase: Phase; title: string; steps: StepSheet[] }[]
}

export const phaseTitles: Readonly<Record<Phase, string>> = {
  declare: 'Declare',
  arm: 'Arm',
  go: 'GO',
  recover: 'Recover',
  prove: 'Prove',
  after: 'After',
}

export function buildRunbookSheet(input: PlanInput, runbook: Runbook): RunbookSheet {
  const { plan } = input
  const line = runbook.steps.find(({ id }) => id === runbook.pointOfNoReturn)
  return {
    heading: planHeading(input),
    id: runbook.id,
    title: runbook.title,
    from: regionTitle(plan, runbook.from),
    to: regionTitle(plan, runbook.to),
    answers: plan.disasterClasses.filter((one) => classRunbooks(one).includes(runbook.id)).map(({ title }) => title),
    boundary: runbook.promotionBoundary,
    pointOfNoReturn: line === undefined ? null : `${line.id}, ${line.title}`,
    recovers: plan.tiers.flatMap(({ id }) => recoveryTimes(runbook, id)),
    loss: runbook.loss === null ? null : lossWords(plan, runbook.loss),
    gates: runbook.gates.map((gate) => gateSheet(input, gate)),
    approvals: runbook.approvals.map((rule) => approvalRule(input, rule)),
    phases: Phase.options.flatMap((phase) => {
      const steps = runbook.steps.filter((step) => step.phase === phase)
      return steps.length === 0
        ? []
        : [{ phase, title: phaseTitles[phase], steps: steps.map((step) => stepSheet(input, runbook, step)) }]
    }),
  }
}

function recoveryTimes(runbook: Runbook, tier: string): RunbookSheet['recovers'] {
  const [p50, p95] = [criticalPath(runbook, tier, 'p50'), criticalPath(runbook, tier, 'p95')]
  if (p50 === null || p95 === null) return []
  const steps = listWords(p50.steps.map(({ id }) => id))
  return [{ tier, p50: spanWords(p50.milliseconds), p95: spanWords(p95.milliseconds), steps }]
}

function lossWords(plan: Plan, loss: LossRule): string {
  const link = plan.links.find(({ id }) => id === loss.link)?.title ?? loss.link
  return `What promoting loses is read on ${link}: the newest write acknowledged outside (${loss.acknowledged}) minus the newest one readable in the standby (${loss.readable}). Approvals are void above ${spanWords(loss.bound)}; a reading older than ${spanWords(loss.maxAge)} is UNKNOWN.`
}

const barred: Readonly<Record<Gate['bars'], string>> = { declare: 'declaring', arm: 'arming', go: 'GO' }

/** What the plan says for a check that could not be read. */
function unknownWords(gate: Gate): string | null {
  if (gate.check.length === 0) return null
  const bars = barred[gate.bars]
  switch (gate.ifUnknown) {
    case 'block':
      return `While it cannot be read, ${bars} is barred.`
    case 'attest':
      return 'While it cannot be read, a person’s statement on the record stands in for it.'
    case 'warn':
      return `While it cannot be read, it is shown and bars nothing. Read and not true, it bars ${bars}.`
  }
}

function gateSheet({ plan, environment }: PlanInput, gate: Gate): GateSheet {
  return {
    id: gate.id,
    title: gate.title,
    bars: barred[gate.bars],
    checks: gate.check.map((predicate) => predicateSheet(plan, environment, predicate)),
    steps: gate.steps,
    attest:
      gate.attest === undefined ? null : { duty: dutyTitle(plan, gate.attest.duty), statement: gate.attest.statement },
    unknown: unknownWords(gate),
  }
}

function approvalRule(input: PlanInput, rule: ApprovalRule): ApprovalSheetRule {
  const named = rule.duties.flatMap((duty) => {
    const { named: names, others } = holdersOf(input, duty)
    return names.length > 0 ? names : others
  })
  return {
    id: rule.id,
    steps: listWords(rule.steps),
    persons: rule.persons,
    duties: listWords(rule.duties.map((duty) => dutyTitle(input.plan, duty))),
    holders: [...new Set(named)],
    expires: spanWords(rule.expires),
  }
}
