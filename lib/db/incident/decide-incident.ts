import type { Actor } from '@/lib/domain/access/actor'
import type { RolesOf } from '@/lib/domain/access/roles-of'
import { stillReading, type Refusal } from '@/lib/domain/errors'
import { readServing } from '@/lib/domain/posture/serving'
import { measureLoss } from '@/lib/domain/posture/measure-loss'
import type { IncidentCommand } from '@/lib/domain/run/decide/decide'
import { decide } from '@/lib/domain/run/decide/decide'
import type { DecideContext, Decision } from '@/lib/domain/run/decide/decision'
import { runbookOf } from '@/lib/domain/run/resolve-step'
import { incidentStream } from '@/lib/domain/run/incident-stream'
import type { IncidentState } from '@/lib/domain/run/state'
import { stopEvent, unheardStops } from '@/lib/domain/run/stop-register'
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
import { foldsWholeWithin, foldWhole, rememberedWhole, rememberState } from './fold-incident'
import { IncidentPen } from './incident-pen'

/** Milliseconds for an incident to be folded from its first entry, which a process does once; a person hears within 2 s. */
const [personWaits, machineWaits] = [800, 10_000]

/** Milliseconds that a worker waits for the head of a stream, or for anything else that is locked in an append. */
const workerPatience = 300

export type Outcome =
  | { ok: true; state: IncidentState; sequence: number; at: string }
  | { ok: false; refusal: Refusal; state: IncidentState | null }

/**
 * Locks the incident's stream, folds what is new, decides, and writes entries and read tables in that transaction.
 * Several commands are decided in turn, each on what the one before it left, up to the first that is refused. With a
 * lease, the append counts only while the lease is held: a worker that lost it changes nothing (LeaseLostError). What
 * anybody is let do rests on entries alone, never on a snapshot.
 */
export async function decideIncident(
  database: Database,
  incidentId: string,
  commands: IncidentCommand | readonly IncidentCommand[],
  actor: Actor,
  lease?: Pick<Lease, 'key' | 'holder' | 'token'>,
): Promise<Outcome> {
  const [outcome] = await decideEach(database, incidentId, [[commands].flat() as IncidentCommand[]], actor, lease)
  if (outcome === undefined || outcome instanceof Error) throw outcome ?? new Error('nothing was decided')
  return outcome
}

/**
 * The same for groups of commands that have nothing to do with each other but the incident: one transaction, one commit.
 * A group that is refused, or that cannot be written at all (an Error), takes nothing from the others.
 */
export async function decideEach(
  database: Database,
  incidentId: string,
  groups: readonly (readonly IncidentCommand[])[],
  actor: Actor,
  lease?: Pick<Lease, 'key' | 'holder' | 'token'>,
): Promise<(Outcome | Error)[]> {
  // A worker has the time to do so in its transaction, and nobody who waits for an answer.
  const limit = actor.kind === 'person' ? personWaits : machineWaits
  if (lease === undefined && !(await foldsWholeWithin(database, incidentId, limit)))
    return groups.map(() => ({ ok: false, refusal: stillReading, state: null }))
  const { outcomes, state } = await withTransaction(database, async (tx) => {
    // A worker has others to write to, who wait for it: it comes again (`isLockTimeout`).
    if (lease !== undefined) await tx.$executeRawUnsafe(`SET LOCAL lock_timeout = ${workerPatience}`)
    const head = await lockStream(tx, incidentStream(incidentId))
    if (lease !== undefined) assertLease(head, lease)
    // Nothing was added since this process last looked: there is nothing to read.
    const before = rememberedWhole(incidentId, head.hash) ?? (await foldWhole(tx, incidentId))
    if (before === null)
      return {
        outcomes: groups.map((): Outcome => {
          return { ok: false, refusal: { code: 'not-found', message: 'There is no such incident.' }, state: null }
        }),
        state: null,
      }
    const pen = new IncidentPen(head, before)
    await sayStops(tx, head, pen)
    const reads = new DecisionReads(actor, head)
    const outcomes: (Outcome | Error)[] = []
    for (const commands of groups) outcomes.push(await decideGroup(tx, pen, reads, commands))
    return { outcomes, state: await pen.store(tx) }
  })
  if (state !== null) rememberState(state, database)
  return outcomes
}

async function decideGroup(
  tx: Transaction,
  pen: IncidentPen,
  reads: DecisionReads,
  commands: readonly IncidentCommand[],
): Promise<Outcome | Error> {
  for (const command of commands) {
    const context = await reads.contextFor(tx, pen.state, command)
    let decision: Decision
    try {
      decision = pen.whole(() => {
        const decided = decide(pen.state, command, context)
        if (decided.ok) pen.say(context.actor, decided.events)
        return decided
      })
    } catch (error) {
      return error instanceof Error ? error : new Error(String(error))
    }
    if (!decision.ok) return { ok: false, refusal: decision.refusal, state: pen.state }
  }
  return { ok: true, state: pen.state, sequence: pen.state.sequence, at: reads.now }
}

/** Before anything else that is appended: whoever was told that an abort is on record finds it before what comes after. */
async function sayStops(tx: Transaction, head: LockedHead, pen: IncidentPen): Promise<void> {
  for (const stop of unheardStops(pen.state, await readStops(tx, head.stream))) {
    const { event, actor } = stopEvent(pen.state, await loadPlan(tx, pen.state.plan.hash), stop)
    pen.say(actor, [event])
  }
}

/** What decisions of one transaction rest on beside the incident, read once in it. */
class DecisionReads {
  private roles: Promise<RolesOf> | null = null

  readonly now: string
  private readonly times: Pick<DecideContext, 'now' | 'clock' | 'serverSince' | 'serverAfter'>

  constructor(
    private readonly actor: Actor,
    { now, clock, serverSince, serverAfter }: LockedHead,
  ) {
    this.now = now.toISOString()
    const since = serverSince?.toISOString() ?? null
    this.times = { now: this.now, clock: clock.toISOString(), serverSince: since, serverAfter }
  }

  async contextFor(tx: Transaction, state: IncidentState, command: IncidentCommand): Promise<DecideContext> {
    const { actor, now, times } = this
    const plan = await loadPlan(tx, state.plan.hash)
    const environment = await loadEnvironment(tx, state.environment.hash)
    // What a worker says of an attempt, or where nobody was asked, is nobody's right to give: no roles are read for it.
    const nobodys = actor.kind === 'worker' && ('attempt' in command || Object.keys(state.requests).length === 0)
    const rolesOf: RolesOf = nobodys ? () => [] : await (this.roles ??= readRolesOf(tx, state.plan.key))
    let loss: DecideContext['loss'] = null
    if (
      command.type === 'give-go' ||
      command.type === 'intend-step' ||
      command.type === 'take-over-step' ||
      command.type === 'request-approval'
    ) {
      const run = state.runs.find((candidate) => candidate.id === command.runId)
      const runbook = run === undefined ? null : runbookOf(plan, run.runbook)
      const asked = !('step' in command) || command.step === runbook?.pointOfNoReturn
      const rule = asked ? (runbook?.loss ?? null) : null
      if (rule !== null) loss = measureLoss(rule, await latestReadings(tx, { plan, environment }), now)
    }
    if (command.type === 'declare-incident' || command.type === 'start-run' || command.type === 'give-go') {
      const readings = await latestReadings(tx, { plan, environment })
      const serving = readServing({ plan, environment, readings, now })
      return { actor, ...times, plan, environment, rolesOf, loss, serving }
    }
    return { actor, ...times, plan, environment, rolesOf, loss }
  }
}
