import type { PersonCommand } from '@/lib/domain/run/commands'
import { gives, ruleFor } from '@/lib/domain/run/approval'
import { foundThereAlready, isDone, isManual, pointOfNoReturnInDoubt, undoWaiver } from '@/lib/domain/run/ready'
import { cameTrue, lostProofAcceptance } from '@/lib/domain/run/proofs'
import { runbookOf } from '@/lib/domain/run/resolve-step'
import { lacksAnswers } from '@/lib/domain/run/step-approval'
import { currentAttempt, currentRun, isLive, stepOf, type IncidentState } from '@/lib/domain/run/state'
import type { Plan } from '@/lib/domain/plan/schema/plan'

/** What somebody presses. */
export interface Press {
  person: string
  command: PersonCommand
}

const commander = 'mara-okafor'
const approvers = ['tomas-varga', 'ines-duarte'] as const
const reason = 'as the console says'

/** What a crew that follows the console presses next to bring the run on; null: they wait. */
export function pressOn(state: IncidentState, plan: Plan): Press[] {
  const run = currentRun(state)
  const by = (command: PersonCommand): Press[] => [{ person: commander, command }]
  if (run?.status === 'completed') return []
  if (run === null || !isLive(run)) return by({ type: 'start-run', runbook: plan.runbooks[0]?.id ?? '' })
  const { id: runId } = run
  const runbook = runbookOf(plan, run.runbook)
  if (run.paused !== null || run.status === 'stopped') return by({ type: 'resume-run', runId })
  if (run.status !== 'arming' && run.status !== 'going') return pressOnUndo(state, plan)
  for (const step of runbook.steps) {
    const current = stepOf(run, step.id)
    const of = { runId, step: step.id }
    if (current.status === 'unproven' && !isDone(state, run, runbook, step.id))
      return by({ type: 'record-decision', kind: 'accept-unproven', runId, subject: step.id, statement: reason })
    const lost =
      current.status !== 'failed' &&
      current.proof !== null &&
      current.proof.verdict !== 'met' &&
      lostProofAcceptance(state, run, step.id) === null
    if (lost)
      return by({ type: 'record-decision', kind: 'accept-lost-proof', runId, subject: step.id, statement: reason })
    if (current.failure?.code === foundThereAlready && undoWaiver(state, run, step.id) === null)
      return by({ type: 'record-decision', kind: 'accept-no-undo', runId, subject: step.id, statement: reason })
    const late = cameTrue(run, runbook, step.id)
    if (late && !lacksAnswers(state, run, runbook, step)) return by({ type: 'count-step', ...of })
    if (current.status === 'failed' && !late) return by({ type: 'retry-step', ...of })
    if (current.status === 'taken-over') return by({ type: 'retry-step', ...of })
    if (isManual(step)) return by({ type: 'take-over-step', ...of, reason })
  }
  const ungiven = runbook.approvals.filter((rule) =>
    rule.steps.some(
      (id) => (stepOf(run, id).status === 'pending' || cameTrue(run, runbook, id)) && ruleFor(runbook, id) !== null,
    ),
  )
  const asking = ungiven.flatMap((rule): Press[] => {
    const standing = Object.values(state.requests).findLast(
      (request) => request.runId === runId && request.rule === rule.id && request.ended === null,
    )
    // Tried again since, a step is asked for by itself: what was asked while it was done does not cover it.
    const left = rule.steps.filter((id) => stepOf(run, id).status === 'pending')
    const covers = (id: string) =>
      Object.values(state.requests).some(
        (one) => one.runId === runId && one.ended === null && one.content.steps.some(({ step }) => step === id),
      )
    if (standing === undefined || (run.go !== null && !left.every(covers)))
      return by({ type: 'request-approval', runId, rule: rule.id })
    return approvers
      .filter((person) => !standing.answers.some((one) => one.person === person && gives(one)))
      .map((person) => ({
        person,
        command: { type: 'give-approval', requestId: standing.id, digest: standing.digest },
      }))
  })
  if (asking.length > 0) return asking
  return run.go === null ? by({ type: 'give-go', runId }) : []
}

/** What is left of a rollback for people: again, and in the end as it is. */
function pressOnUndo(state: IncidentState, plan: Plan): Press[] {
  const run = currentRun(state)
  if (run?.status !== 'rolling-back') return []
  // A promotion that was found on the way back leaves none: it ends here, and another run goes on.
  if (run.forwardOnly) return [{ person: commander, command: { type: 'abort-run', runId: run.id, reason } }]
  const { steps, approvals } = runbookOf(plan, run.runbook)
  const left = steps.filter(({ id }) => stepOf(run, id).status === 'undo-failed')
  const again = left.map(({ id }): Press => {
    const tries = stepOf(run, id).attempts.filter(({ kind }) => kind === 'undo').length
    const of = { runId: run.id, step: id }
    return {
      person: commander,
      command: tries < 3 ? { type: 'retry-step', ...of } : { type: 'skip-step', ...of, reason },
    }
  })
  // Refused where everything left may be undone as it is.
  const asking = approvals.map(({ id: rule }): Press => {
    return { person: commander, command: { type: 'request-approval', runId: run.id, rule } }
  })
  const open = Object.values(state.requests).filter((one) => one.content.undo === true && one.ended === null)
  const giving = open.flatMap(({ id, digest }) =>
    approvers.map((person): Press => {
      return { person, command: { type: 'give-approval', requestId: id, digest } }
    }),
  )
  return [...again, ...asking, ...giving]
}

/** Back, where a run was stopped and that is possible: a crew may then begin anew. */
export function pressBack(state: IncidentState, plan: Plan): Press[] | null {
  const run = currentRun(state)
  if (run?.status !== 'stopped' || run.pointOfNoReturn !== null) return null
  if (pointOfNoReturnInDoubt(run, runbookOf(plan, run.runbook))) return null
  return [{ person: commander, command: { type: 'roll-back-run', runId: run.id, reason } }]
}

/** Asked again, as the console offers it where what was approved is not what GO would rest on. */
export function pressAskAgain(runId: string, plan: Plan): Press[] {
  const rules = plan.runbooks.flatMap(({ approvals }) => approvals)
  return rules.map(({ id: rule }) => ({ person: commander, command: { type: 'request-approval', runId, rule } }))
}

/** What they press when they want it over: back where that is possible, else on to its end. */
export function pressToEnd(state: IncidentState, plan: Plan): Press[] {
  const run = currentRun(state)
  if (run === null || !isLive(run)) return []
  const runbook = runbookOf(plan, run.runbook)
  const { id: runId } = run
  const by = (command: PersonCommand): Press[] => [{ person: commander, command }]
  if (run.status === 'rolling-back') return pressOnUndo(state, plan)
  const back = run.pointOfNoReturn === null && !pointOfNoReturnInDoubt(run, runbook)
  if (run.status === 'stopped') return pressBack(state, plan) ?? by({ type: 'resume-run', runId })
  if (run.status === 'stopping') return []
  if (back && runbook.pointOfNoReturn !== null && currentAttempt(stepOf(run, runbook.pointOfNoReturn)) === null)
    return by({ type: 'abort-run', runId, reason })
  return pressOn(state, plan)
}
