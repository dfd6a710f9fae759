import { classRunbooks } from '../../plan/class-runbooks'
import { regionTitle } from '../names'
import type { PlanInput } from './plan-input'
import { planHeading, type PlanHeading } from './plan-heading'

/** Every runbook of a plan, and the disaster classes that have none with what is done instead. */
export interface RunbookList {
  heading: PlanHeading
  runbooks: { id: string; title: string; from: string; to: string; answers: string[]; steps: number; gates: number }[]
  without: { title: string; response: string }[]
}

export function buildRunbookList(input: PlanInput): RunbookList {
  const { plan } = input
  return {
    heading: planHeading(input),
    runbooks: plan.runbooks.map((runbook) => ({
      id: runbook.id,
      title: runbook.title,
      from: regionTitle(plan, runbook.from),
      to: regionTitle(plan, runbook.to),
      answers: plan.disasterClasses.filter((one) => classRunbooks(one).includes(runbook.id)).map(({ title }) => title),
      steps: runbook.steps.length,
      gates: runbook.gates.length,
    })),
    without: plan.disasterClasses
      .filter(({ runbook }) => runbook === null)
      .map(({ title, response }) => ({ title, response })),
  }
}
