import type { Runbook } from '../../plan/schema/runbook'
import type { RunState } from '../../run/state'
import { stepOf } from '../../run/state'
import type { IncidentInput, Viewer } from '../incident-input'
import { listWords } from '../names'
import { isActive } from './step-words'

/** What people can do outside when a stop cannot be recorded: whom else to call, what to end, what then to look at. */
export function stopByHand(
  { state, plan, persons }: IncidentInput,
  run: RunState,
  runbook: Runbook,
  viewer: Pick<Viewer, 'person'>,
): string[] {
  const held = plan.duties.flatMap(({ id, title }) => {
    const person = state.duties[id]
    return person === undefined || person === viewer.person ? [] : [`${persons[person]?.name ?? person} (${title})`]
  })
  const running = runbook.steps.filter(({ id }) => isActive(stepOf(run, id)))
  return [
    'End the worker process: without it nothing more is sent, and what was sent is not taken back.',
    ...(held.length === 0 ? [] : [`Call ${listWords(held)}.`]),
    ...running.map(({ id, title, ifFails }) => `${id}, ${title}, was under way. ${ifFails}`),
  ]
}
