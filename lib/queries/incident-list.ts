import { database, type Database } from '@/lib/db/client'
import { databaseTime } from '@/lib/db/database-time'
import { foldIncident, nullIfUnreadable, rememberState } from '@/lib/db/incident/fold-incident'
import { latestReadings } from '@/lib/db/latest-readings'
import { loadEnvironment, loadPlan } from '@/lib/db/load-plan'
import { readRolesOf } from '@/lib/db/read-roles'
import { readPeople } from '@/lib/db/people'
import type { RolesOf } from '@/lib/domain/access/roles-of'
import { takeCommand } from '@/lib/domain/view/console/take-command'
import type { Viewer } from '@/lib/domain/view/incident-input'
import { modesOf, type ProposePlace } from '@/lib/domain/view/incident-list/modes'
import {
  buildIncidentList,
  type IncidentListView,
  type IncidentRow,
} from '@/lib/domain/view/incident-list/incident-list-view'
import { incidentOutcome } from '@/lib/domain/view/incident-list/incident-outcome'
import { incidentStatusNow } from '@/lib/domain/view/incident-status'
import { actorName } from '@/lib/domain/view/names'

/** Of an incident whose journal this process does not understand only its row is shown. */
const untold = {
  status: 'unreadable',
  proposedBy: 'whom this process cannot tell',
  outcome: null,
  alerts: [],
  takeCommand: null,
}

/** The newest incidents, closed ones included. */
export async function readIncidentList(viewer: Viewer, db: Database = database()): Promise<IncidentListView> {
  const [incidents, people, time] = await Promise.all([
    db.incident.findMany({ orderBy: { number: 'desc' }, take: 100 }),
    readPeople(db),
    databaseTime(db),
  ])
  const now = time.toISOString()
  const persons = Object.fromEntries(people.map(({ id, name, title }) => [id, { id, name, title, roles: [] }]))
  // Read once a plan, however many incidents it has.
  const read = new Map<string, Promise<RolesOf>>()
  const rolesIn = (planKey: string) => {
    const roles = read.get(planKey) ?? readRolesOf(db, planKey)
    read.set(planKey, roles)
    return roles
  }
  const rows = await Promise.all(
    incidents.map(async (row): Promise<IncidentRow[]> => {
      const { id, number, mode, title, environment } = row
      const times = {
        proposedAt: row.proposedAt.toISOString(),
        declaredAt: row.declaredAt?.toISOString() ?? null,
        closedAt: row.closedAt?.toISOString() ?? null,
      }
      const base = { id, number, mode, title, environment, ...times }
      const state = await foldIncident(db, id).catch(nullIfUnreadable)
      if (state === null) return [{ ...base, ...untold, class: row.class, plan: row.planKey }]
      rememberState(state)
      const plan = await loadPlan(db, state.plan.hash)
      const asking = { plan, environment: await loadEnvironment(db, state.environment.hash) }
      const readings = row.closedAt === null ? await latestReadings(db, asking) : null
      return [
        {
          ...base,
          status: incidentStatusNow(state, plan, readings, now),
          class: plan.disasterClasses.find(({ id }) => id === row.class)?.title ?? row.class,
          plan: plan.title,
          proposedBy: actorName(persons, state.proposed.by),
          outcome: incidentOutcome(state, persons),
          alerts: state.alerts.map(({ name, source, resolved }) => ({ name, source, resolved })),
          takeCommand: takeCommand({ plan, state, rolesOf: await rolesIn(row.planKey) }, viewer),
        },
      ]
    }),
  )
  return buildIncidentList(rows.flat(), viewer.roles, now)
}

export interface ProposeChoices {
  places: ProposePlace[]
}

/** Where an incident can be opened by hand: every plan in every environment it is bound to. */
export async function readProposeChoices(): Promise<ProposeChoices> {
  const db = database()
  const heads = await db.environmentHead.findMany({
    orderBy: [{ planKey: 'asc' }, { name: 'asc' }],
  })
  const plans = await db.planHead.findMany()
  const places = await Promise.all(
    heads.flatMap((head) => {
      const plan = plans.find(({ key }) => key === head.planKey)
      return plan === undefined
        ? []
        : [
            (async () => {
              const environment = await loadEnvironment(db, head.hash)
              return {
                planKey: head.planKey,
                planTitle: (await loadPlan(db, plan.hash)).title,
                environment: head.name,
                environmentTitle: environment.title,
                modes: modesOf(environment),
              }
            })(),
          ]
    }),
  )
  return { places }
}
