import type { Verb } from '../../run/commands'
import type { ActionView } from './action'

/** What moves the world, or lets it be moved: with two tabs of two environments open, its button says which. */
const ofConsequence: ReadonlySet<Verb> = new Set<Verb>([
  'declare-incident',
  'start-run',
  'give-approval',
  'give-go',
  'resume-run',
  'abort-run',
  'roll-back-run',
])

/** The action with the environment it acts in, where that is of consequence. */
export function actsWhere<Action extends ActionView | null>(environment: { title: string }, action: Action): Action {
  return action === null || !ofConsequence.has(action.verb) ? action : { ...action, where: environment.title }
}
