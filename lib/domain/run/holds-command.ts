import type { Permission } from '../access/roles'
import type { RolesOf } from '../access/roles-of'
import type { Refusal } from '../errors'
import type { Plan } from '../plan/schema/plan'
import type { IncidentState } from './state'

/** What moves an incident on or changes who answers for it: not for whoever has the role, but for whoever commands. */
const ofCommand: ReadonlySet<Permission> = new Set<Permission>([
  'incident.assign-duty',
  'incident.record-decision',
  'incident.close',
  'run.arm',
  'run.go',
  'run.resume',
  'run.roll-back',
  'run.abandon',
  'approval.request',
  'step.retry',
  'step.count',
  'step.skip',
  'step.settle',
])

/** What nobody need take command for first, while nobody has it: all of it can be undone. */
const beforeCommand: ReadonlySet<Permission> = new Set<Permission>(['run.arm'])

/** Who holds which duty: as assigned in the incident, and with the roles of now. */
export interface Holding {
  plan: Plan
  state: Pick<IncidentState, 'duties'>
  rolesOf: RolesOf
}

/**
 * Who holds a duty now: whoever it was assigned to, while they have the role the plan names for it. A duty that outlived
 * its role is nobody's.
 */
export function holderOf({ plan, state, rolesOf }: Holding, duty: string): string | undefined {
  const person = state.duties[duty]
  const role = plan.duties.find(({ id }) => id === duty)?.role
  return person !== undefined && role !== undefined && rolesOf(person).includes(role) ? person : undefined
}

/** Whether a person commands this incident: a duty of the commander's role is theirs. Others may hold the role alone. */
export function holdsCommand(holding: Holding, person: string): boolean {
  return holding.plan.duties.some(({ id, role }) => role === 'commander' && holderOf(holding, id) === person)
}

/** Why somebody with the role may not all the same; null where they command, or the plan names nobody who would. */
export function commandRefusal(holding: Holding, person: string, permission: Permission): Refusal | null {
  const duties = holding.plan.duties.filter(({ role }) => role === 'commander')
  const [first] = duties
  if (first === undefined || !ofCommand.has(permission) || holdsCommand(holding, person)) return null
  const held = duties.some(({ id }) => holderOf(holding, id) !== undefined)
  if (!held && beforeCommand.has(permission)) return null
  const message = held
    ? `Only whoever holds ${first.title} in this incident does this. Take command first.`
    : `Nobody holds ${first.title} in this incident. Take command first.`
  return { code: 'no-duty', message, missing: [first.title] }
}
