import type { Plan } from '../plan/schema/plan'
import type { IncidentState } from './state'

/** Whether a person commands this incident: a duty of the commander's role is theirs. Others may hold the role alone. */
export function holdsCommand(plan: Plan, { duties }: IncidentState, person: string): boolean {
  return plan.duties.some(({ id, role }) => role === 'commander' && duties[id] === person)
}
