import { may } from '../../access/roles'
import type { Plan } from '../../plan/schema/plan'
import { holderOf, holdsCommand, type Holding } from '../../run/holds-command'
import type { IncidentState } from '../../run/state'
import type { Viewer } from '../incident-input'
import type { ActionView } from './action'

interface Command extends Holding {
  state: Pick<IncidentState, 'id' | 'duties' | 'closed'>
}

/** The duty by which somebody commands: the first one the plan gives to the role. */
export function commandDutyOf(plan: Plan): string | null {
  return plan.duties.find((duty) => duty.role === 'commander')?.id ?? null
}

/** Null: somebody commands already, the incident is over, or this is not a person who may. */
export function takeCommand(command: Command, viewer: Viewer): ActionView | null {
  const { plan, state } = command
  const duty = commandDutyOf(plan)
  if (duty === null || state.closed !== null || holderOf(command, duty) !== undefined) return null
  if (!may(viewer.roles, 'incident.assign-duty') || !viewer.roles.includes('commander')) return null
  return {
    key: 'command',
    label: 'Take command',
    verb: 'assign-duty',
    input: { incidentId: state.id, duty, person: viewer.person },
    how: 'press',
    disabledBecause: null,
  }
}

/** For whoever may command and does not: nobody is locked out of an incident whose commander is gone. */
export function takeOverCommand(command: Command, viewer: Viewer): ActionView | null {
  const { plan, state } = command
  const free = takeCommand(command, viewer)
  const duty = commandDutyOf(plan)
  if (free !== null || duty === null || state.closed !== null || holdsCommand(command, viewer.person)) return free
  if (!viewer.roles.includes('commander')) return null
  return {
    key: 'command-over',
    label: 'Take over the command',
    verb: 'assign-duty',
    input: { incidentId: state.id, duty, person: viewer.person },
    how: 'hold',
    holding: 'take over the command of this incident',
    to: 'take command',
    disabledBecause: null,
  }
}
