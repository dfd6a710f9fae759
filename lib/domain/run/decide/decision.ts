import type { Actor } from '../../access/actor'
import type { Permission } from '../../access/roles'
import type { RolesOf } from '../../access/roles-of'
import { may, permissions } from '../../access/roles'
import type { Refusal } from '../../errors'
import type { Environment } from '../../plan/schema/environment'
import type { Plan } from '../../plan/schema/plan'
import type { ServingReading } from '../../posture/serving'
import type { LossFigure } from '../events/facts'
import type { IncidentEvent } from '../events/event'
import { commandRefusal } from '../holds-command'
import type { IncidentState } from '../state'

export type Decision = { ok: true; events: IncidentEvent[] } | { ok: false; refusal: Refusal }

/** What a decision may look at besides the state: read in the same transaction, never fetched. */
export interface DecideContext {
  actor: Actor
  /** The database's clock, ISO. */
  now: string
  /** What that clock showed in this transaction, where it was set back behind the entries; absent: `now`. */
  clock?: string
  /** Since when, by that clock, the database's server is the one it is; null or absent: since before all that was said. */
  serverSince?: string | null
  /** The last entry of the incident from before that server; null or absent: it never changed. */
  serverAfter?: number | null
  /** The plan and environment the incident is pinned to. */
  plan: Plan
  environment: Environment
  rolesOf: RolesOf
  /** The newest loss figure, for GO and for the one-way step; null when the runbook has no loss rule. */
  loss: LossFigure | null
  /** Where the environment is read to run, for declaring, arming and GO; absent: nothing is read. */
  serving?: readonly ServingReading[]
}

export function accept(...events: IncidentEvent[]): Decision {
  return { ok: true, events }
}

export function refuse(code: Refusal['code'], message: string, missing?: string[]): Decision {
  return { ok: false, refusal: missing === undefined ? { code, message } : { code, message, missing } }
}

/** The first line of every person's verb. Says who may. */
export function forbidden(context: DecideContext, permission: Permission): Decision | null {
  const { actor } = context
  // By the account, too: one that is disabled may have a session for a moment more.
  const of = (person: string, account: string) => context.rolesOf(person, { account, at: null })
  if (actor.kind === 'person' && may(of(actor.person, actor.account), permission)) return null
  const allowed = permissions[permission].join(', ')
  return refuse('forbidden', `This needs the role ${allowed}.`, [`role ${allowed}`])
}

/** The first line of a verb of whoever commands: the role alone is not enough, and taking command is on the record. */
export function notInCommand(state: IncidentState, context: DecideContext, permission: Permission): Decision | null {
  const no = forbidden(context, permission)
  if (no !== null || context.actor.kind !== 'person') return no
  const refusal = commandRefusal({ ...context, state }, context.actor.person, permission)
  return refusal === null ? null : { ok: false, refusal }
}

/** The worker's verbs: only the holder of the incident's lease speaks for it; the store checks the token itself. */
export function workerOnly(context: DecideContext): Decision | null {
  return context.actor.kind === 'worker' ? null : refuse('forbidden', 'Only the worker records what it did and saw.')
}
