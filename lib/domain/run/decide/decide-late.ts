import type { PersonCommand } from '../commands'
import type { IncidentEvent } from '../events/event'
import type { JournalFacts } from '../events/facts'
import { mayStillAct } from '../may-still-act'
import { cameTrue } from '../proofs'
import { resolveStep, runbookOf } from '../resolve-step'
import type { IncidentState } from '../state'
import { stepOf } from '../state'
import { stepConsent } from '../step-approval'
import type { WorkerCommand } from '../worker-commands'
import { liveRun } from './decide-run'
import type { DecideContext, Decision } from './decision'
import { accept, notInCommand, refuse, workerOnly } from './decision'

type Count = Extract<PersonCommand, { type: 'count-step' }> | Extract<WorkerCommand, { type: 'count-late' }>

/**
 * A step that failed late or in doubt and whose expectation came true since is done, on the same readings as any other:
 * by one press, or by itself where the plan says. Nothing is sent, so the consent it was sent under is enough, as long as
 * that stands.
 */
export function countLate(state: IncidentState, command: Count, context: DecideContext): Decision {
  const no = command.type === 'count-late' ? workerOnly(context) : notInCommand(state, context, 'step.count')
  if (no !== null) return no
  const found = liveRun(state, command.runId)
  if ('decision' in found) return found.decision
  const { run } = found
  const runbook = runbookOf(context.plan, run.runbook)
  const step = runbook.steps.find(({ id }) => id === command.step)
  if (step === undefined) return refuse('not-found', `The runbook has no step ${command.step}.`)
  if (!cameTrue(run, runbook, step.id))
    return refuse('not-now', `${step.id} counts as done once it failed late or in doubt and what it expects was read.`)
  if (command.type === 'count-late' && step.late !== 'counts')
    return refuse('not-now', `A person says whether ${step.id} counts as done.`)
  const resolved = resolveStep(context.plan, context.environment, state, run, step)
  if (!resolved.ok) return refuse('unresolved', resolved.problem, [resolved.missing])
  const consent = stepConsent(state, run, runbook, step, resolved.commands, context)
  if (!consent.ok) return { ok: false, refusal: consent.refusal }
  const sending = mayStillAct(run, [step], context.now)
  if (sending !== null) return { ok: false, refusal: sending }
  const commands = stepOf(run, step.id).attempts.at(-1)?.commands ?? []
  const outputs = Object.assign({}, ...commands.map((one) => one.outputs)) as JournalFacts
  const crossed: IncidentEvent[] =
    runbook.pointOfNoReturn === step.id && run.pointOfNoReturn === null
      ? [
          {
            type: 'run.pointOfNoReturnCrossed',
            payload: { runId: run.id, step: step.id, at: context.now, requestId: null },
          },
        ]
      : []
  return accept({ type: 'step.countedDone', payload: { runId: run.id, step: step.id, outputs } }, ...crossed)
}
