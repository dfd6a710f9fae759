import type { Actor } from '@/lib/domain/access/actor'
import type { RolesOf } from '@/lib/domain/access/roles-of'
import type { Refusal } from '@/lib/domain/errors'
import type { PositionedEntry } from '@/lib/domain/journal/entry'
import { readServing } from '@/lib/domain/posture/serving'
import { measureLoss } from '@/lib/domain/posture/measure-loss'
import type { IncidentCommand } from '@/lib/domain/run/decide/decide'
import { decide } from '@/lib/domain/run/decide/decide'
import type { DecideContext } from '@/lib/domain/run/decide/decision'
import { eventVersion, type IncidentEvent } from '@/lib/domain/run/events/event'
import { runbookOf } from '@/lib/domain/run/resolve-step'
import { incidentStream } from '@/lib/domain/run/incident-stream'
import { incidentRows } from '@/lib/domain/run/rows'
import type { IncidentState } from '@/lib/domain/run/state'
import { stopEvent, unheardStops } from '@/lib/domain/run/stop-register'
import { appendEntries } from '../append-entries'
import type { Database, Transaction } from '../client'
import type { Lease } from '../lease'
import { assertLease } from '../lease'
import type { LockedHead } from '../lock-streams'
import { lockStream } from '../lock-streams'
import { loadEnvironment, loadPlan } from '../load-plan'
import { latestReadings } from '../latest-readings'
import { readRolesOf } from '../read-roles'
import { readStops } from '../run-stops'
import { withTransaction } from '../transaction'
import { foldEntries, foldIncident, rememberState } from './fold-incident'
import { saveRows } from './save-rows'

export type Outcome =
  | { ok: true; state: IncidentState; sequence: number; at: string }
  | { ok: false; refusal: Refusal; state: IncidentState | null }

/**
 * Locks the incident's stream, folds what is new, decides, and writes entries and read tables in that transaction.
 * Several commands are decided in turn, each on what the one before it left, up to the first that is refused. With a
 * lease, the append counts only while the lease is held: a worker that lost it changes nothing (LeaseLostError).
 */
export async function decideIncident(
  database: Database,
  incidentId: string,
  commands: IncidentCommand | readonly IncidentCommand[],
  actor: Actor,
  lease?: Pick<Lease, 'key' | 'holder' | 'token'>,
): Promise<Outcome> {
  const outcome = await withTransaction(database, async (tx): Promise<Outcome> => {
    const head = await lockStream(tx, incidentStream(incidentId))
    if (lease !== undefined) assertLease(head, lease)
    let state = await foldIncident(tx, incidentId)
    if (state === null)
      return { ok: false, refusal: { code: 'not-found', message: 'There is no such incident.' }, state }
    state = await enterStops(tx, head, state)
    const at = head.now.toISOString()
    for (const command of [commands].flat() as IncidentCommand[]) {
      const decision = decide(state, command, await contextFor(tx, state, command, actor, at))
      if (!decision.ok) return { ok: false, refusal: decision.refusal, state }
      state = await appendEvents(tx, head, state, actor, decision.events)
    }
    return { ok: true, state, sequence: state.sequence, at }
  })
  if (outcome.ok) rememberState(outcome.state)
  return outcome
}

/** Before anything else that is appended: whoever was told that an abort is on record finds it before what comes after. */
async function enterStops(tx: Transaction, head: LockedHead, state: IncidentState): Promise<IncidentState> {
  let next = state
  for (const stop of unheardStops(state, await readStops(tx, head.stream))) {
    const { event, actor } = stopEvent(next, await loadPlan(tx, next.plan.hash), stop)
    next = await appendEvents(tx, head, next, actor, [event])
  }
  return next
}

/** Appends events to a locked incident and moves its read tables along. */
export async function appendEvents(
  tx: Transaction,
  head: LockedHead,
  state: IncidentState | null,
  actor: Actor,
  events: readonly IncidentEvent[],
): Promise<IncidentState> {
  const entries: PositionedEntry[] = await appendEntries(
    tx,
    head,
    actor,
    events.map(({ type, payload }) => ({ type, version: eventVersion, payload })),
  )
  // Folding what was stored, not what was decided: a history that cannot be read back is never committed.
  const next = foldEntries(state, entries)
  if (next === null) throw new Error('nothing was appended to a new incident')
  await saveRows(tx, state === null ? null : incidentRows(state), incidentRows(next))
  return next
}

async function contextFor(
  tx: Transaction,
  state: IncidentState,
  command: IncidentCommand,
  actor: Actor,
  now: string,
): Promise<DecideContext> {
  const plan = await loadPlan(tx, state.plan.hash)
  const environment = await loadEnvironment(tx, state.environment.hash)
  // What an attempt reports of itself is nobody's right to give: no roles are read for the many words of a step.
  const rolesOf: RolesOf = 'attempt' in command ? () => [] : await readRolesOf(tx, state.plan.key)
  let loss: DecideContext['loss'] = null
  if (command.type === 'give-go' || command.type === 'intend-step' || command.type === 'request-approval') {
    const run = state.runs.find((candidate) => candidate.id === command.runId)
    const runbook = run === undefined ? null : runbookOf(plan, run.runbook)
    const asked = command.type !== 'intend-step' || command.step === runbook?.pointOfNoReturn
    const rule = asked ? (runbook?.loss ?? null) : null
    if (rule !== null) loss = measureLoss(rule, await latestReadings(tx, plan.key, environment.name), now)
  }
  if (command.type === 'declare-incident' || command.type === 'start-run' || command.type === 'give-go') {
    const readings = await latestReadings(tx, plan.key, environment.name)
    const serving = readServing({ plan, environment, readings, now })
    return { actor, now, plan, environment, rolesOf, loss, serving }
  }
  return { actor, now, plan, environment, rolesOf, loss }
}
