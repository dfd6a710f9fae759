import { isManual } from '../../run/ready'
import type { Runbook, Step } from '../../plan/schema/runbook'
import { whereOf, type WhereView } from '../console/where'
import { spanWords } from '../format/duration'
import { dutyTitle } from '../names'
import { commandSheet, type CommandSheet } from './command-sheet'
import { holdersOf, type Holders, type PlanInput } from './plan-input'
import { predicateSheet, type PredicateSheet } from './predicate-sheet'

/** Everything the plan says of a step, in the order a person who does it by hand would need it. */
export interface StepSheet {
  id: string
  title: string
  purpose: string
  duty: string
  holders: Holders
  after: string[]
  destructive: boolean
  pointOfNoReturn: boolean
  /** The approval that covers it; null: none is needed. */
  approval: string | null
  where: WhereView[]
  commands: CommandSheet[]
  instructions: string | null
  records: string[]
  expect: PredicateSheet[]
  times: { p50: string; p95: string; timeout: string; source: string }
  wayBack: Step['wayBack']
  rollback: string
  ifFails: string
  unproven: { after: string; acceptedBy: string; consequence: string } | null
  proves: string[]
}

export function stepSheet(input: PlanInput, runbook: Runbook, step: Step): StepSheet {
  const { plan, environment } = input
  return {
    id: step.id,
    title: step.title,
    purpose: step.purpose,
    duty: dutyTitle(plan, step.duty),
    holders: holdersOf(input, step.duty),
    after: step.after,
    destructive: step.destructive,
    pointOfNoReturn: runbook.pointOfNoReturn === step.id,
    approval: runbook.approvals.find(({ steps }) => steps.includes(step.id))?.id ?? null,
    where: whereOf(environment, step),
    commands: isManual(step) ? [] : step.commands.map((command) => commandSheet(plan, environment, command)),
    instructions: step.instructions ?? null,
    records: step.records.map((id) => plan.readings.find((reading) => reading.id === id)?.title ?? id),
    expect: step.expect.map((predicate) => predicateSheet(plan, environment, predicate)),
    times: {
      p50: spanWords(step.expected.p50),
      p95: spanWords(step.expected.p95),
      timeout: spanWords(step.timeout),
      source: step.expected.source,
    },
    wayBack: step.wayBack,
    rollback: step.rollback,
    ifFails: step.ifFails,
    unproven:
      step.unproven === undefined
        ? null
        : {
            after: spanWords(step.unproven.after),
            acceptedBy: dutyTitle(plan, step.unproven.acceptedBy),
            consequence: step.unproven.consequence,
          },
    proves: step.proves,
  }
}
