import type { ResolvedCommand } from '@/lib/domain/action/resolved'
import type { LookedAt } from '@/lib/domain/run/events/run-events'
import type { Runbook, Step } from '@/lib/domain/plan/schema/runbook'
import { commandsToUndo, hasEffect, isDone, isManual } from '@/lib/domain/run/ready'
import { resolveStep, runbookOf } from '@/lib/domain/run/resolve-step'
import type { RunState } from '@/lib/domain/run/state'
import { stepOf } from '@/lib/domain/run/state'
import type { Hands } from './attempt'
import { finishAll } from './finish-all'
import { withLimit } from './limit-signal'
import { lookBack, unseen } from './look-back'
import { observeIfReadable } from './look-first'
import type { Observation, PinnedIncident } from './ports'
import { timing } from './timing'

/**
 * Before a run is taken back of which the database may have lost the last entries: what may be in the world without an
 * entry is looked for. `clear`: nothing is to be looked over; `looked`: what was found is on record. `not-yet`: it is too
 * early, or the target of the one-way step does not tell, and nothing is taken back meanwhile.
 */
export async function lookOver(
  handsOf: (step: Step) => Hands,
  incident: PinnedIncident,
  run: RunState,
): Promise<'clear' | 'looked' | 'not-yet'> {
  const runbook = runbookOf(incident.plan, run.runbook)
  const [first] = runbook.steps
  if (first === undefined) return 'clear'
  const { journal } = handsOf(first)
  const asked = await journal.record({ type: 'look-over', runId: run.id })
  if (asked.ok || asked.refusal.code === 'already-done') return 'clear'
  if (asked.refusal.code !== 'to-be-looked-over') return 'not-yet'
  const left = runbook.steps.filter((step) => mayBeUnsaid(incident, run, runbook, step))
  const looks = await finishAll(left.map((step) => lookAt(handsOf(step), incident, run)))
  const found = looks.flatMap((look) => look ?? [])
  if (found.some(({ step, untold }) => untold === true && step === runbook.pointOfNoReturn)) return 'not-yet'
  return (await journal.record({ type: 'look-over', runId: run.id, found })).ok ? 'looked' : 'not-yet'
}

/**
 * What has an effect by its entries is taken back in any case: what a dark region would tell of it is not waited for. The
 * one-way step is looked at whatever its entries say.
 */
function mayBeUnsaid({ state }: PinnedIncident, run: RunState, runbook: Runbook, step: Step): boolean {
  if (isDone(state, run, runbook, step.id) || isManual(step)) return false
  if (step.id === runbook.pointOfNoReturn) return true
  return step.wayBack !== 'none-needed' && !hasEffect(stepOf(run, step.id))
}

/** Null: nothing of it is in the world. */
async function lookAt(hands: Hands, incident: PinnedIncident, run: RunState): Promise<LookedAt | null> {
  const { step } = hands
  const resolved = resolveStep(incident.plan, incident.environment, incident.state, run, step)
  // What cannot be resolved now could not be intended before.
  if (!resolved.ok) return null
  const wasUndone = stepOf(run, step.id).status === 'undone'
  const looks = await (wasUndone ? lookWhetherBack : lookWhetherThere)(hands, incident, run, resolved.commands)
  const there = looks.find((look) => look !== null && look.effect !== 'absent' && look.effect !== 'unknown')
  if (there != null) return { step: step.id, detail: there.detail.slice(0, 500) }
  const silent = looks.find((look) => look === null || look.effect === 'unknown')
  // Seen to be as before when it was undone: only a run that was lost whole can have done it again since.
  if (silent === undefined || wasUndone) return null
  return { step: step.id, detail: silent?.detail.slice(0, 500) ?? 'its target could not be read', untold: true }
}

type Look = (
  hands: Hands,
  incident: PinnedIncident,
  run: RunState,
  commands: readonly ResolvedCommand[],
) => Promise<(Observation | null)[]>

const lookWhetherThere: Look = (hands, incident, _run, commands) =>
  withLimit(hands.ports.clock, hands.signal, timing.lookFirst, (signal) =>
    finishAll(commands.map((command, index) => observeIfReadable(hands, incident, command, index, signal))),
  )

/** Whether it is still as it was before the step: that may look like its effect, where the effect was there before it. */
const lookWhetherBack: Look = (hands, incident, run, commands) =>
  finishAll(
    commandsToUndo(stepOf(run, hands.step.id)).map(async (state) => {
      const command = commands[state.index]
      if (command === undefined) return null
      return lookBack(hands, incident, state, command, timing.lookFirst).catch(unseen)
    }),
  )
