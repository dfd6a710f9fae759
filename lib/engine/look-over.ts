import type { Step } from '@/lib/domain/plan/schema/runbook'
import { isDone } from '@/lib/domain/run/ready'
import { resolveStep, runbookOf } from '@/lib/domain/run/resolve-step'
import type { RunState } from '@/lib/domain/run/state'
import type { Hands } from './attempt'
import { withLimit } from './limit-signal'
import { observeIfReadable } from './look-first'
import type { PinnedIncident } from './ports'
import { timing } from './timing'

/**
 * Before a run is taken back of which the database may have lost the last entries: every step that is not done is looked
 * at, for what may be in the world without an entry. `clear`: nothing is to be looked over; `looked`: what was found is on
 * record. `not-yet`: it is too early, or a target does not tell, and nothing is taken back meanwhile.
 */
export async function lookOver(
  handsOf: (step: Step) => Hands,
  incident: PinnedIncident,
  run: RunState,
): Promise<'clear' | 'looked' | 'not-yet'> {
  const { steps } = runbookOf(incident.plan, run.runbook)
  const [first] = steps
  if (first === undefined) return 'clear'
  const { journal } = handsOf(first)
  const asked = await journal.record({ type: 'look-over', runId: run.id })
  if (asked.ok || asked.refusal.code === 'already-done') return 'clear'
  if (asked.refusal.code !== 'to-be-looked-over') return 'not-yet'
  const left = steps.filter(({ id }) => !isDone(incident.state, run, runbookOf(incident.plan, run.runbook), id))
  const looks = await Promise.all(left.map((step) => lookAt(handsOf(step), incident, run)))
  if (looks.includes('untold')) return 'not-yet'
  const found = looks.flatMap((look) => (typeof look === 'object' ? [look] : []))
  return (await journal.record({ type: 'look-over', runId: run.id, found })).ok ? 'looked' : 'not-yet'
}

async function lookAt(
  hands: Hands,
  incident: PinnedIncident,
  run: RunState,
): Promise<{ step: string; detail: string } | 'nothing' | 'untold'> {
  const { step } = hands
  const resolved = resolveStep(incident.plan, incident.environment, incident.state, run, step)
  // What cannot be resolved now could not be intended before.
  if (!resolved.ok) return 'nothing'
  const looks = await withLimit(hands.ports.clock, hands.signal, timing.lookFirst, (signal) =>
    Promise.all(resolved.commands.map((command, index) => observeIfReadable(hands, incident, command, index, signal))),
  )
  const there = looks.find((look) => look !== null && look.effect !== 'absent' && look.effect !== 'unknown')
  if (there != null) return { step: step.id, detail: there.detail.slice(0, 500) }
  return looks.some((look) => look === null || look.effect === 'unknown') ? 'untold' : 'nothing'
}
