import type { Actor } from '@/lib/domain/access/actor'
import { incidentStream } from '@/lib/domain/run/incident-stream'
import type { WorkerCommand } from '@/lib/domain/run/worker-commands'
import { currentRun } from '@/lib/domain/run/state'
import { unheardStops } from '@/lib/domain/run/stop-register'
import type { LatestReadings } from '@/lib/domain/posture/sample'
import { TimeEstimate } from '@/lib/domain/time-estimate'
import type { Clock, ExecutorRegistry, IncidentStream, Ports } from '@/lib/engine/ports'
import { timing } from '@/lib/engine/timing'
import type { Machine } from './machine'
import type { ModelDatabase } from './model-database'
import {
  acquireInModel,
  decideEachInModel,
  headKey,
  leaseKey,
  lookInModel,
  releaseInModel,
  renewInModel,
  stopsIn,
  streamKey,
  type HeadRow,
  type LeaseRow,
  type Pinned,
  type Stream,
} from './model-journal'
import { ModelPool } from './model-pool'
import type { Weakness } from './weakness'

const readingsKey = 'readings'
/** The limits of a worker pool: those of `createDatabase`. */
export const workerLimits = {
  connections: 10,
  connect: 5_000,
  statement: 5_000,
  idleInTransaction: 2_000,
  transaction: 20_000,
  answer: 5_500,
}

/** Of the server actions. */
export const webLimits = {
  connections: 10,
  connect: 1_500,
  statement: 1_500,
  idleInTransaction: 1_500,
  transaction: 1_500,
  answer: 2_000,
}

export interface SimulatedWorker {
  machine: Machine
  ports: Ports
}

export interface WorkerWorld {
  database: ModelDatabase
  incidents: readonly string[]
  pinned: Pinned
  registry: ExecutorRegistry
  /** How many workers were seen a moment ago. */
  workers: () => number
  weak?: Weakness | undefined
  /** For what the worker writes to its log. */
  note: (words: string) => void
}

/** What `lib/worker` gives the engine, over the model: the same calls, the same transactions. */
export async function workerPorts(machine: Machine, world: WorkerWorld): Promise<Ports> {
  const { database, pinned, registry, weak } = world
  const pool = new ModelPool(database, machine, {
    ...workerLimits,
    ...(weak === 'waits for ever' ? { answer: Infinity } : {}),
  })
  const holder = machine.name
  const { clock, learned } = databaseClock(machine, pool)
  // A worker begins once it has asked the database's time.
  await learned
  return {
    clock,
    registry,
    leases: {
      renewEvery: timing.renewEvery,
      look: (streams) => lookInModel(pool, streams),
      async acquire(key, mark) {
        const token = await acquireInModel(pool, key, holder, timing.lease, weak === 'trusts the lease' ? null : mark)
        return token === null ? null : { key, token, release: () => releaseInModel(pool, holder, key, token) }
      },
      async renew(leases) {
        const lost = await renewInModel(pool, holder, leases, timing.lease)
        return leases.filter(({ key }) => lost.includes(key))
      },
    },
    desk: {
      claims: () => pool.query(() => ({ open: [...world.incidents], workers: world.workers() })),
      environments: () => Promise.resolve([]),
      incident(incidentId, lease): IncidentStream {
        const actor: Actor = { kind: 'worker', worker: holder, token: lease.token }
        return {
          async load() {
            const stream = await pool.query((session) => session.read(streamKey(incidentId)) as Stream)
            const stops = await pool.query((session) => stopsIn(session, incidentId))
            const unheard = unheardStops(stream.state, stops).length > 0
            const entered = unheard ? (await this.recordEach([[]]))[0] : undefined
            const state = entered === undefined || entered instanceof Error ? stream.state : entered.state
            if (state === null) throw new Error('the stream is gone')
            return { state, plan: pinned.plan, environment: pinned.environment }
          },
          recordEach: (groups) => {
            const said = weak === 'every look is final' ? groups.map((commands) => commands.map(final)) : groups
            return decideEachInModel({ pool, machine }, incidentId, pinned, said, actor, { ...lease, holder })
          },
          standing: ({ sequence, at }) =>
            pool.query((session) => {
              const head = session.read(headKey(incidentStream(incidentId))) as HeadRow | undefined
              const known = stopsIn(session, incidentId)
              const forever = weak === 'stopped for ever' && known.length > 0
              const { state, entries } = session.read(streamKey(incidentId)) as Stream
              const stops = forever ? [{ id: 'any', runId: currentRun(state)?.id ?? '' }] : known
              const taken = entries.some((entry) => entry.sequence > sequence && entry.type === 'step.takenOver')
              const stands = !taken && entries.some((entry) => entry.sequence === sequence && entry.at === at)
              const left =
                ((session.read(leaseKey(incidentStream(incidentId))) as LeaseRow | undefined)?.expiresAt ?? 0) -
                session.now()
              return {
                at: session.now(),
                held: head?.token === lease.token && head.holder === holder,
                stands,
                leaseLeft: left,
                stops,
              }
            }),
          roles: () => pool.query(() => (person: string) => pinned.rolesOf(person)),
          contacts: () => Promise.resolve({}),
        }
      },
      onMove(incidentId, callback) {
        const stop = database.onCommit((keys) => {
          if (!keys.includes(streamKey(incidentId))) return
          database.scheduler.after(database.latency(), () => {
            if (!database.silent) machine.deliver(callback)
          })
        })
        let stopped = false
        const poll = () => {
          if (stopped) return
          callback()
          machine.timer(500, poll)
        }
        machine.timer(500, poll)
        return () => {
          stopped = true
          stop()
        }
      },
    },
    readings: {
      latest: () => pool.query((session) => (session.read(readingsKey) as LatestReadings | undefined) ?? {}),
      async save(_plan, _environment, ...readings) {
        await pool.query((session) => {
          const known = (session.read(readingsKey) as LatestReadings | undefined) ?? {}
          const taken = Object.fromEntries(readings.map((reading) => [reading.reading, reading]))
          session.write(readingsKey, { ...known, ...taken })
        })
      },
      prune: () => Promise.resolve(),
    },
    serving: { record: () => Promise.resolve() },
    secret: () => Promise.resolve('secret'),
    consoleUrl: 'http://console.test',
    reach: () => Promise.resolve(),
    note: (message, facts) => world.note(`${holder}: ${message} ${JSON.stringify(facts)}`),
  }
}

function final(command: WorkerCommand): WorkerCommand {
  return command.type === 'observe-command' ? { ...command, final: true } : command
}

/** As `createDatabaseClock` learns it, once a second. */
function databaseClock(machine: Machine, pool: ModelPool): { clock: Clock; learned: Promise<void> } {
  const estimate = new TimeEstimate()
  const synchronise = async () => {
    const asked = machine.monotonic()
    const now = await pool.query((session) => session.now())
    estimate.learn({ asked, heard: machine.monotonic(), now })
  }
  const beat = async (): Promise<void> => {
    await synchronise().catch(() => undefined)
    machine.timer(1_000, () => void beat())
  }
  return { clock: machine.clock(estimate), learned: beat() }
}

export function leaseOf(database: ModelDatabase, key: string): LeaseRow | undefined {
  return database.rows.get(leaseKey(key)) as LeaseRow | undefined
}
