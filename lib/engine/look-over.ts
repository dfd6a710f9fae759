import type { ResolvedCommand } from '@/lib/domain/system/resolved'
import { ancestors } from '@/lib/domain/plan/graph'
import { referencesIn } from '@/lib/domain/plan/reference/references-in'
import type { LookedAt } from '@/lib/domain/run/events/run-events'
import type { Step } from '@/lib/domain/plan/schema/runbook'
import { toLookAt } from '@/lib/domain/run/holds-off'
import { commandsToUndo, isDone, isManual } from '@/lib/domain/run/ready'
import { resolveStep, runbookOf } from '@/lib/domain/run/resolve-step'
import type { RunState } from '@/lib/domain/run/state'
import { stepOf } from '@/lib/domain/run/state'
import { wellFormed } from '@/lib/domain/well-formed'
import { runIn, type Hands } from './attempt'
import { finishAll } from './finish-all'
import { withLimit } from './limit-signal'
import { lookBack, unseen } from './look-back'
import { observeIfReadable } from './look-first'
import { isNobodysFault, placeOf } from './own-errors'
import type { Observation, PinnedIncident } from './ports'
import { timing } from './timing'

/** Characters of what was seen that an entry holds. */
const mostDetail = 500

/**
 * Before a run is taken back of which the database may have lost the last entries: what may be in the world without an
 * entry is looked for. `clear`: nothing is to be looked over; `looked`: what was found is on record. `not-yet`: it is too
 * early, or nobody can tell of the one-way step, and nothing is taken back meanwhile.
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
  // What was loaded before that was decided may be older.
  const here = await journal.load()
  const now = runIn(here.state, run.id)
  const left = toLookAt(now, runbook)
  const looks = await finishAll(left.map(async (step) => [step, await lookAt(handsOf(step), here, now)] as const))
  const told = new Map(looks.map(([{ id }, look]) => [id, look.told]))
  const found = looks.flatMap(([step, { told: as, detail }]): LookedAt[] => {
    if (as === 'nothing') return []
    if (as === 'there') return [{ step: step.id, detail }]
    return wasNotBegun(step, as) ? [] : [{ step: step.id, detail, untold: true }]
  })
  function wasNotBegun(step: Step, as: Told['told']): boolean {
    // Nothing of it is there, and it is not done by its entries.
    const isMissing = (id: string) => told.get(id) === 'nothing' && !isDone(here.state, now, runbook, id)
    // Without what an earlier step gives nobody could begin it.
    if (as === 'unresolved' && sources(step).some(isMissing)) return true
    // Nothing is begun before all that it waits for; a skip may be lost, too, and with the one-way step nothing is risked.
    return step.id !== runbook.pointOfNoReturn && [...ancestors(runbook.steps, step.id)].some(isMissing)
  }
  const looked = left.map(({ id }) => id)
  return (await journal.record({ type: 'look-over', runId: run.id, looked, found })).ok ? 'looked' : 'not-yet'
}

/** The steps whose outputs its commands refer to. */
function sources(step: Step): string[] {
  return referencesIn(step.commands, []).flatMap(({ reference }) =>
    reference?.kind === 'output' ? [reference.step] : [],
  )
}

interface Told {
  told: 'nothing' | 'there' | 'silence' | 'unresolved'
  detail: string
}

/** An error of the console itself tells nothing, and keeps nobody from looking at the others. */
async function lookAt(hands: Hands, incident: PinnedIncident, run: RunState): Promise<Told> {
  try {
    return await lookAtOne(hands, incident, run)
  } catch (error) {
    if (isNobodysFault(error)) throw error
    const where = placeOf(error)
    hands.ports.note('looking over a step failed', { step: hands.step.id, error: String(error) })
    return { told: 'silence', detail: `the console itself failed as it looked (${where})` }
  }
}

async function lookAtOne(hands: Hands, incident: PinnedIncident, run: RunState): Promise<Told> {
  const { step } = hands
  if (isManual(step)) return { told: 'silence', detail: 'what people do by hand cannot be looked at' }
  const resolved = resolveStep(incident.plan, incident.environment, incident.state, run, step)
  if (!resolved.ok) return { told: 'unresolved', detail: asDetail(resolved.problem) }
  const wasUndone = stepOf(run, step.id).status === 'undone'
  const looks = await (wasUndone ? lookWhetherBack : lookWhetherThere)(hands, incident, run, resolved.commands)
  const there = looks.find((look) => look !== null && look.effect !== 'absent' && look.effect !== 'unknown')
  if (there != null) return { told: 'there', detail: asDetail(there.detail) }
  const silent = looks.find((look) => look === null || look.effect === 'unknown')
  // Seen to be as before when it was undone: only a run that was lost whole can have done it again since.
  if (silent === undefined || wasUndone) return { told: 'nothing', detail: '' }
  return { told: 'silence', detail: asDetail(silent?.detail ?? 'its target could not be read') }
}

type Look = (
  hands: Hands,
  incident: PinnedIncident,
  run: RunState,
  commands: readonly ResolvedCommand[],
) => Promise<(Observation | null)[]>

/** As it was asked for each time, and as a person may have asked for it once more in an entry that was lost. */
const lookWhetherThere: Look = async (hands, incident, run, commands) => {
  const { generation } = stepOf(run, hands.step.id)
  const looks = commands.flatMap((command, index) =>
    Array.from({ length: generation + 2 }, (_, asked) => ({ command, index, asked })),
  )
  return withLimit(hands.ports.clock, hands.signal, timing.requestDeadline, (signal) =>
    finishAll(
      looks.map(({ command, index, asked }) => observeIfTelling(hands, incident, command, index, asked, signal)),
    ),
  )
}

/** Null: it cannot be read, or a look at it tells nothing. */
async function observeIfTelling(
  hands: Hands,
  incident: PinnedIncident,
  command: ResolvedCommand,
  index: number,
  generation: number,
  signal: AbortSignal,
): Promise<Observation | null> {
  if (hands.ports.registry.action(command.action).blind === true) return null
  return observeIfReadable(hands, incident, command, index, signal, generation)
}

/** Whether it is still as it was before the step: that may look like its effect, where the effect was there before it. */
const lookWhetherBack: Look = (hands, incident, run, commands) =>
  finishAll(
    commandsToUndo(stepOf(run, hands.step.id)).map(async (state) => {
      const command = commands[state.index]
      if (command === undefined) return null
      return lookBack(hands, incident, state, command, timing.requestDeadline).catch(unseen)
    }),
  )

/** As much of it as an entry holds, and no half character of it. */
function asDetail(text: string): string {
  return wellFormed(text.slice(0, mostDetail))
}
