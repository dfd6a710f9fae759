import type { OpenIncident } from '@/lib/domain/view/open-incident'
import type { OpenHere } from '@/lib/domain/view/open-here'
import { database } from '@/lib/db/client'
import type { Database } from '@/lib/db/client'
import { databaseTime } from '@/lib/db/database-time'
import { foldIncident, rememberState } from '@/lib/db/incident/fold-incident'
import { boundaryHolders } from '@/lib/db/incident/boundary-holders'
import { openInPlace } from '@/lib/db/incident/open-in-place'
import { latestReadings } from '@/lib/db/latest-readings'
import { loadEnvironment, loadPlan } from '@/lib/db/load-plan'
import { readServingRecords } from '@/lib/db/serving/read-serving-records'
import { readPeople } from '@/lib/db/people'
import { readRolesOf } from '@/lib/db/read-roles'
import type { Role } from '@/lib/domain/access/roles'
import type { RolesOf } from '@/lib/domain/access/roles-of'
import { roles } from '@/lib/domain/access/roles'
import type { Environment } from '@/lib/domain/plan/schema/environment'
import type { Plan } from '@/lib/domain/plan/schema/plan'
import type { LatestReadings } from '@/lib/domain/posture/sample'
import type { ServingRecord } from '@/lib/domain/posture/serving-record'
import type { BoundaryHolder } from '@/lib/domain/view/incident-input'
import { bindingsOf } from '@/lib/domain/run/resolve-step'
import { currentRun, type IncidentState } from '@/lib/domain/run/state'
import { readOpenIncidents } from './open-incidents'

export interface KnownPerson {
  id: string
  name: string
  shortName: string
  title: string
  /** Empty for a disabled person. */
  roles: Role[]
}

/** Everything a screen about one incident is built from, as of `now` on the database's clock. */
export interface LoadedIncident {
  state: IncidentState
  plan: Plan
  environment: Environment
  readings: LatestReadings
  records: ServingRecord[]
  persons: Record<string, KnownPerson>
  /** By account, too: whose password was set anew has said nothing with it before. */
  rolesOf: RolesOf
  /** When each person was last seen on any page, and which incident their newest page about one shows. */
  presence: { person: string; seenAt: string; incident: string | null }[]
  /** Other incidents that are open now, and those of them that bar a boundary here. */
  others: OpenIncident[]
  boundaries: BoundaryHolder[]
  /** Of a drill: what is open in its own place; a live incident among them interrupts it. */
  nearby: OpenHere[]
  now: string
}

/** Throws UnreadableEntry where this process does not understand the incident's journal. */
export async function loadIncident(incidentId: string, db: Database = database()): Promise<LoadedIncident | null> {
  const state = await foldIncident(db, incidentId)
  if (state === null) return null
  rememberState(state, db)
  const [plan, environment] = await Promise.all([
    loadPlan(db, state.plan.hash),
    loadEnvironment(db, state.environment.hash),
  ])
  const [people, rolesOf, seen, readings, records, others, boundaries, nearby, now] = await Promise.all([
    readPeople(db, state.plan.key),
    readRolesOf(db, state.plan.key),
    db.presence.findMany(),
    latestReadings(db, { plan, environment }, bindingsOf(plan, state, currentRun(state))),
    readServingRecords(db, { planKey: state.plan.key, environment: state.environment.name }),
    readOpenIncidents(db, incidentId),
    boundaryHolders(db, incidentId),
    state.mode === 'live' || state.closed !== null
      ? []
      : openInPlace(db, { planKey: state.plan.key, environment: state.environment.name }),
    databaseTime(db),
  ])
  return {
    state,
    plan,
    environment,
    readings,
    records,
    rolesOf,
    others,
    boundaries,
    nearby,
    persons: Object.fromEntries(
      people.map(({ id, name, shortName, title, disabled, roles: held }) => [
        id,
        { id, name, shortName, title, roles: disabled ? [] : roles.filter((role) => held.includes(role)) },
      ]),
    ),
    presence: seen.map(({ personId, seenAt, incidentId: incident }) => ({
      person: personId,
      seenAt: seenAt.toISOString(),
      incident,
    })),
    now: now.toISOString(),
  }
}
