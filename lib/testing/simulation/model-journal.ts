import type { Actor } from '@/lib/domain/access/actor'
import type { Role } from '@/lib/domain/access/roles'
import type { Environment } from '@/lib/domain/plan/schema/environment'
import type { Plan } from '@/lib/domain/plan/schema/plan'
import { decide, type IncidentCommand } from '@/lib/domain/run/decide/decide'
import type { IncidentEvent, RecordedEvent } from '@/lib/domain/run/events/event'
import { incidentStream } from '@/lib/domain/run/incident-stream'
import { project } from '@/lib/domain/run/project/project'
import { isLive, type IncidentState } from '@/lib/domain/run/state'
import { stopEvent, unheardStops, type RegisteredStop } from '@/lib/domain/run/stop-register'
import type { HeldLease, LeaseLook, Recorded } from '@/lib/engine/ports'
import { LeaseLost } from '@/lib/engine/ports'
import type { Machine } from './machine'
import { LockTimeout, type ModelDatabase, type Session } from './model-database'
import type { ModelPool } from './model-pool'

/** What stands in the journal of one incident, as committed. */
export interface Stream {
  state: IncidentState
  entries: readonly RecordedEvent[]
}

export interface LeaseRow {
  holder: string
  token: number
  expiresAt: number
}

export interface HeadRow {
  token: number
  holder: string
  /** Which server decided on the stream last, and since when it is that one. */
  server?: number
  serverSince?: number | null
  /** The last entry from before that. */
  serverAfter?: number | null
}

/** What folding and deciding cost of a process's thread, milliseconds. */
const costOfDeciding = 1

export const streamKey = (incidentId: string) => `stream:${incidentId}`
export const headKey = (stream: string) => `head:${stream}`
export const leaseKey = (key: string) => `lease:${key}`

export interface Pinned {
  plan: Plan
  environment: Environment
  rolesOf(person: string): readonly Role[]
}

export function streamIn(database: ModelDatabase, incidentId: string): Stream {
  const stream = database.rows.get(streamKey(incidentId)) as Stream | undefined
  if (stream === undefined) throw new Error(`${incidentId} has no stream`)
  return stream
}

/** `decideIncident` in the model. */
export async function decideInModel(
  asker: { pool: ModelPool; machine: Machine },
  incidentId: string,
  pinned: Pinned,
  commands: readonly IncidentCommand[],
  actor: Actor,
): Promise<Recorded> {
  const [outcome] = await decideEachInModel(asker, incidentId, pinned, [commands], actor)
  if (outcome === undefined) throw new Error('nothing was decided')
  return outcome
}

/** `decideEach` statement by statement: the same locks in the same order, the same rules. */
export async function decideEachInModel(
  { pool, machine }: { pool: ModelPool; machine: Machine },
  incidentId: string,
  pinned: Pinned,
  groups: readonly (readonly IncidentCommand[])[],
  actor: Actor,
  lease?: Pick<HeldLease, 'key' | 'token'> & { holder: string },
): Promise<Recorded[]> {
  return pool.transaction(async (tx): Promise<Recorded[]> => {
    const stream = incidentStream(incidentId)
    await tx.run(() => undefined)
    const head = await tx.run(async (session) => {
      await session.lock(headKey(stream), 'update')
      return session.read(headKey(stream)) as HeadRow | undefined
    })
    const { at, serverSince, serverAfter } = await tx.run((session) => {
      const clock = session.now()
      const { length } = (session.read(streamKey(incidentId)) as Stream).entries
      return { at: clock, ...meetServer(session, headKey(stream), clock, length) }
    })
    if (lease !== undefined && (head?.token !== lease.token || head.holder !== lease.holder))
      throw new LeaseLost(lease.key)
    let { state, entries } = await tx.run((session) => session.read(streamKey(incidentId)) as Stream)
    const before = entries.length
    const clock = new Date(at).toISOString()
    const now = new Date(Math.max(at, Date.parse(entries.at(-1)?.at ?? ''))).toISOString()
    const say = (by: Actor, events: readonly IncidentEvent[]) => {
      const base = state.sequence
      const recorded = events.map((event, index) => ({ ...event, sequence: base + 1 + index, at: now, actor: by }))
      const next = project(state, recorded)
      if (next === null) throw new Error('nothing was folded')
      state = next
      entries = [...entries, ...recorded]
    }
    const stops = await tx.run((session) => stopsIn(session, incidentId))
    for (const stop of unheardStops(state, stops)) {
      const { event, actor: by } = stopEvent(state, pinned.plan, stop)
      say(by, [event])
    }
    if (groups.flat().some((command) => !('attempt' in command))) await tx.run(() => undefined)
    const outcomes = groups.map((commands): Recorded => {
      for (const command of commands) {
        machine.works(costOfDeciding)
        const { plan, environment, rolesOf } = pinned
        const since = serverSince === null ? null : new Date(serverSince).toISOString()
        const times = { now, clock, serverSince: since, serverAfter }
        const decision = decide(state, command, { actor, ...times, plan, environment, rolesOf, loss: null })
        if (!decision.ok) return { ok: false, refusal: decision.refusal, state }
        say(actor, decision.events)
      }
      return { ok: true, state }
    })
    const written: Stream = { state, entries }
    // Entries, head, notice, read tables.
    await tx.run((session) => {
      if (entries.length > before) session.write(streamKey(incidentId), written)
    })
    for (let more = 0; more < 3; more += 1) await tx.run(() => undefined)
    return outcomes
  })
}

/** As `lockStreams` does. */
function meetServer(session: Session, key: string, clock: number, sequence: number) {
  const head = (session.read(key) as HeadRow | undefined) ?? { token: 0, holder: '' }
  const { instance } = session.database
  const { server, serverSince = null, serverAfter = null } = head
  if (server === instance && (serverSince === null || serverSince <= clock)) return { serverSince, serverAfter }
  const met =
    server === undefined ? { serverSince: null, serverAfter: null } : { serverSince: clock, serverAfter: sequence }
  session.write(key, { ...head, server: instance, ...met } satisfies HeadRow)
  return met
}

export const stopsKey = (incidentId: string) => `stops:${incidentId}`

export function stopsIn(session: Session, incidentId: string): RegisteredStop[] {
  return (session.read(stopsKey(incidentId)) as RegisteredStop[] | undefined) ?? []
}

/** One row, that waits for nobody. */
export async function registerInModel(
  pool: ModelPool,
  incidentId: string,
  { runId, person, id }: Pick<RegisteredStop, 'runId' | 'person' | 'id'>,
): Promise<RegisteredStop | null> {
  return pool.query((session) => {
    const { state } = session.read(streamKey(incidentId)) as Stream
    const run = state.runs.find((one) => one.id === runId)
    if (run === undefined || !isLive(run) || run.status === 'stopping' || run.status === 'stopped') return null
    const stop = { id, runId, person, account: person, reason: '', at: new Date(session.now()).toISOString() }
    session.write(stopsKey(incidentId), [...stopsIn(session, incidentId), stop])
    return stop
  })
}

const markOf = ({ token, expiresAt }: LeaseRow) => `${token}/${expiresAt}`

export async function lookInModel(pool: ModelPool, keys: readonly string[]): Promise<LeaseLook[]> {
  return pool.query((session) =>
    keys.map((stream) => {
      const row = session.read(leaseKey(stream)) as LeaseRow | undefined
      if (row === undefined) return { stream, mark: null, over: true, unattended: 0 }
      const unattended = session.now() - row.expiresAt
      return { stream, mark: markOf(row), over: unattended >= 0, unattended }
    }),
  )
}

export async function acquireInModel(
  pool: ModelPool,
  key: string,
  holder: string,
  milliseconds: number,
  mark: string | null = null,
): Promise<number | null> {
  await pool.query(() => undefined)
  return pool.transaction(async (tx) => {
    const free = await tx.run((session) => {
      const row = session.read(leaseKey(key)) as LeaseRow | undefined
      if (row !== undefined && row.expiresAt > session.now() && markOf(row) !== mark) return null
      return session.tryLock(leaseKey(key)) ? (row?.token ?? 0) : null
    })
    if (free === null) return null
    const token = free + 1
    await tx.run(() => undefined)
    try {
      await tx.run(async (session) => {
        await session.lock(headKey(key), 'update', 200)
        session.write(headKey(key), {
          ...(session.read(headKey(key)) as HeadRow | undefined),
          token,
          holder,
        } satisfies HeadRow)
      })
    } catch (error) {
      if (error instanceof LockTimeout) return null
      throw error
    }
    await tx.run((session) =>
      session.write(leaseKey(key), { holder, token, expiresAt: session.now() + milliseconds } satisfies LeaseRow),
    )
    return token
  })
}

/** Prolongs those that nobody has taken; gives the keys of those that another has. */
export async function renewInModel(
  pool: ModelPool,
  holder: string,
  leases: readonly { key: string; token: number }[],
  milliseconds: number,
): Promise<string[]> {
  const mine = (session: Session, { key, token }: { key: string; token: number }) => {
    const row = session.read(leaseKey(key)) as LeaseRow | undefined
    return row !== undefined && row.token === token && row.holder === holder
  }
  const left = await pool.query((session) =>
    leases.filter((lease) => {
      if (!mine(session, lease) || !session.tryLock(leaseKey(lease.key))) return true
      const { key, token } = lease
      session.write(leaseKey(key), { holder, token, expiresAt: session.now() + milliseconds } satisfies LeaseRow)
      return false
    }),
  )
  if (left.length === 0) return []
  return pool.query((session) => left.filter((lease) => !mine(session, lease)).map(({ key }) => key))
}

export async function releaseInModel(pool: ModelPool, holder: string, key: string, token: number): Promise<void> {
  await pool.query(async (session) => {
    await session.lock(leaseKey(key), 'update')
    const row = session.read(leaseKey(key)) as LeaseRow
    if (row.token !== token || row.holder !== holder || row.expiresAt <= session.now()) return
    session.write(leaseKey(key), { ...row, expiresAt: session.now() })
  })
}
