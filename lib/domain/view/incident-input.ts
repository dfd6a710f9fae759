import type { OpenIncident } from './open-incident'
import type { OpenHere } from './open-here'
import type { Role } from '../access/roles'
import type { RolesOf } from '../access/roles-of'
import type { Environment } from '../plan/schema/environment'
import type { Plan } from '../plan/schema/plan'
import type { LatestReadings } from '../posture/sample'
import type { ServingRecord } from '../posture/serving-record'
import type { Holding } from '../run/holds-command'
import type { IncidentState } from '../run/state'

export interface Person {
  id: string
  name: string
  title: string
  roles: readonly Role[]
}

/** Everything a screen about one incident is made of. Screens are pure functions of it and of who is looking. */
export interface IncidentInput {
  state: IncidentState
  plan: Plan
  environment: Environment
  readings: LatestReadings
  /** What the journal holds of where the environment runs. */
  records: readonly ServingRecord[]
  persons: Readonly<Record<string, Person>>
  /** Roles as the rules ask for them, by account, too; absent: by person alone. */
  rolesOf?: RolesOf
  /** When each person was last seen on any page of the console, and which incident their newest page about one shows. */
  presence: readonly { person: string; seenAt: string; incident: string | null }[]
  /** Other incidents that are open now, whatever their plan. */
  others?: readonly OpenIncident[]
  /** Of a drill: every incident that is open in its plan and environment. */
  nearby?: readonly OpenHere[]
  /** Runs of other incidents in this plan and environment that bar a promotion boundary. */
  boundaries?: readonly BoundaryHolder[]
  /** The server's time, ISO. */
  now: string
}

/** Roles as the rules would find them: a screen counts no word that they do not count. */
export function rolesIn({ persons, rolesOf }: Pick<IncidentInput, 'persons' | 'rolesOf'>): RolesOf {
  return rolesOf ?? ((person) => persons[person]?.roles ?? [])
}

/** Who holds which duty, as the rules would find it: nobody is offered what they refuse. */
export function holdingIn(input: Pick<IncidentInput, 'plan' | 'state' | 'persons' | 'rolesOf'>): Holding {
  return { plan: input.plan, state: input.state, rolesOf: rolesIn(input) }
}

/** A run that is moving a promotion boundary: no other may until it ends or only watches. */
export interface BoundaryHolder {
  boundary: string
  runId: string
  incident: OpenIncident
  /** `arming`, `going`, `stopped`; as the run's row says. */
  status: string
}

export interface Viewer {
  person: string
  name: string
  roles: readonly Role[]
}

/** For what is read by everybody: nothing in it can be of any person, since none is asked about. */
export const nobody: Viewer = { person: '', name: '', roles: [] }
