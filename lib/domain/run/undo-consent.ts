import type { RolesOf } from '../access/roles-of'
import type { Environment } from '../plan/schema/environment'
import type { Plan } from '../plan/schema/plan'
import type { ApprovalRule, Runbook, Step } from '../plan/schema/runbook'
import { requestFor, requestStatus, ruleFor } from './approval'
import type { ApprovalContent, CoveredStep } from './events/approval-events'
import { agedToUndo } from './go-again'
import { stepsToUndo } from './ready'
import { coveredStep, digestOf, resolveStep, runbookOf } from './resolve-step'
import type { ApprovalRequestState, IncidentState, RunState } from './state'

interface Of {
  plan: Plan
  environment: Environment
  rolesOf: RolesOf
  now: string
}

/** One other person is enough for the way back: it restores what two people agreed to leave. */
export const personsToUndo = 1

/**
 * Why a step may not be undone now, in words; null where it may: on the consent that covered its way back, while that
 * stands and is not as old as it is good for, or on a fresh one of somebody who holds a duty of its rule and did not ask
 * for the rollback. A step nobody was asked about needs none.
 */
export function undoBar(state: IncidentState, run: RunState, runbook: Runbook, step: Step, of: Of): string | null {
  if (ruleFor(runbook, step.id) === null) return null
  const covered = coveredNow(state, run, step, of)
  const requests = [requestFor(state, run, step.id), undoRequestFor(state, run, step.id)]
  const aged = requests.flatMap((request): (string | null)[] => {
    if (request === null || request.ended !== null || covered === null) return []
    const approved = request.content.steps.find((one) => one.step === step.id)
    if (approved === undefined || digestOf(wayBack(approved)) !== digestOf(wayBack(covered))) return []
    if (requestStatus(state, request, of.rolesOf, of.now) !== 'approved') return []
    return [agedToUndo(state, run, request, of)]
  })
  if (aged.includes(null)) return null
  return aged.at(-1) ?? 'what was approved no longer stands'
}

/** What one person is asked about before it is undone, and why, in words. */
interface UndoToAsk {
  rule: ApprovalRule
  steps: CoveredStep[]
  why: string
}

/** What is still to be undone and rests on nobody's consent now, by rule. */
export function undoToAsk(state: IncidentState, run: RunState, of: Of): UndoToAsk[] {
  const runbook = runbookOf(of.plan, run.runbook)
  const left = stepsToUndo(run, runbook).flatMap((step) => {
    const [why, covered] = [undoBar(state, run, runbook, step, of), coveredNow(state, run, step, of)]
    return why === null || covered === null ? [] : [{ why, covered }]
  })
  return runbook.approvals.flatMap((rule) => {
    const asked = left.filter(({ covered }) => rule.steps.includes(covered.step))
    const [first] = asked
    return first === undefined ? [] : [{ rule, steps: asked.map(({ covered }) => covered), why: first.why }]
  })
}

export function undoContent(
  state: IncidentState,
  run: RunState,
  rule: ApprovalRule,
  steps: CoveredStep[],
): ApprovalContent {
  const { planHash, environmentHash } = run
  const basis = { planHash, environmentHash, loss: null, unprovenAccepted: [] }
  return { incidentId: state.id, runId: run.id, rule: rule.id, ...basis, steps, undo: true }
}

/** The newest request for the step's way back. */
export function undoRequestFor(state: IncidentState, run: RunState, step: string): ApprovalRequestState | null {
  const asked = Object.values(state.requests).filter(
    ({ runId, content }) =>
      runId === run.id && content.undo === true && content.steps.some((covered) => covered.step === step),
  )
  return asked.findLast(({ ended }) => ended === null) ?? asked.at(-1) ?? null
}

/** The step as it would be resolved now; where that is not possible any more, as it was last approved. */
function coveredNow(state: IncidentState, run: RunState, step: Step, { plan, environment }: Of): CoveredStep | null {
  const resolved = resolveStep(plan, environment, state, run, step)
  if (resolved.ok) return coveredStep(run, step, resolved.commands)
  return requestFor(state, run, step.id)?.content.steps.find((covered) => covered.step === step.id) ?? null
}

/** How often a person asked for it is nothing to the way back. */
function wayBack({ generation: _, ...covered }: CoveredStep): Omit<CoveredStep, 'generation'> {
  return covered
}
