import { setTimeout as wait } from 'node:timers/promises'
import type { Database, Transaction } from '@/lib/db/client'
import { decideEach } from '@/lib/db/incident/decide-incident'
import { foldWhole, rememberedHash, rememberedWhole, rememberState } from '@/lib/db/incident/fold-incident'
import { readPins } from '@/lib/db/incident/read-pins'
import { latestReadings } from '@/lib/db/latest-readings'
import {
  acquireLease,
  isLockTimeout,
  LeaseLostError,
  lookAtLeases,
  releaseLease,
  renewLeases,
  type Lease,
} from '@/lib/db/lease'
import { readStanding } from '@/lib/db/read-standing'
import { readClaims } from '@/lib/db/read-claims'
import type { Listener } from '@/lib/db/listen'
import { readContacts } from '@/lib/db/people'
import { loadEnvironment, loadPlan } from '@/lib/db/load-plan'
import { readRolesOf } from '@/lib/db/read-roles'
import { readStops } from '@/lib/db/run-stops'
import { saveReading } from '@/lib/db/save-reading'
import { recordServing } from '@/lib/db/serving/record-serving'
import { withTransaction } from '@/lib/db/transaction'
import { incidentStream } from '@/lib/domain/run/incident-stream'
import type { IncidentState } from '@/lib/domain/run/state'
import { unheardStops } from '@/lib/domain/run/stop-register'
import type { WatchedEnvironment } from '@/lib/domain/posture/asked-readings'
import type { Asking } from '@/lib/domain/posture/question'
import type { Actor } from '@/lib/domain/access/actor'
import type { Desk, HeldLease, IncidentStream, Leases, Readings, ServingJournal } from '@/lib/engine/ports'
import { LeaseLost } from '@/lib/engine/ports'
import { timing } from '@/lib/engine/timing'
import { sharedReadings } from './shared-readings'
import { Places } from './places'
import { StreamWatch } from './stream-watch'
import { databasePort } from './database-port'

/**
 * Incidents that one worker writes to at the same time. What is written side by side takes longer each, from an intent to
 * its request above all: under more than a machine can do, intents wait here instead of growing late behind it.
 */
const writtenAtOnce = 4

/** Milliseconds: a head that is held for longer counts as a database that does not answer. */
const heldFor = 5_000
const betweenTries = 100

export function createDesk(database: Database, worker: string, listener: Listener): Desk {
  const watch = new StreamWatch(database, listener)
  const places = new Places(writtenAtOnce)
  return {
    claims: () => readClaims(database),
    async environments() {
      const heads = await database.environmentHead.findMany()
      const plans = new Map((await database.planHead.findMany()).map(({ key, hash }) => [key, hash]))
      const pins = await readPins(database)
      return Promise.all(
        heads.flatMap(({ planKey, name, hash: environmentHash }) => {
          const planHash = plans.get(planKey)
          if (planHash === undefined) return []
          const here = pins.filter((pin) => pin.planKey === planKey && pin.environment === name)
          return [watched(database, { planHash, environmentHash }, here)]
        }),
      )
    },
    incident: (incidentId, lease) => databasePort(createStream({ database, watch, places }, worker, incidentId, lease)),
    onMove: (incidentId, callback) => watch.subscribe(incidentStream(incidentId), callback),
  }
}

interface Pair {
  planHash: string
  environmentHash: string
}

async function watched(database: Database, newest: Pair, pinned: readonly Pair[]): Promise<WatchedEnvironment> {
  const load = async ({ planHash, environmentHash }: Pair): Promise<Asking> => ({
    plan: await loadPlan(database, planHash),
    environment: await loadEnvironment(database, environmentHash),
  })
  const key = ({ planHash, environmentHash }: Pair) => `${planHash}/${environmentHash}`
  const older = pinned.filter((pair) => key(pair) !== key(newest))
  const [head, others] = await Promise.all([load(newest), Promise.all(older.map(load))])
  return { ...head, asked: [head, ...others], hash: [key(newest), ...older.map(key).sort()].join() }
}

function createStream(
  { database, watch, places }: { database: Database; watch: StreamWatch; places: Places },
  worker: string,
  incidentId: string,
  lease: HeldLease,
): IncidentStream {
  const actor: Actor = { kind: 'worker', worker, token: lease.token }
  const stream = incidentStream(incidentId)
  const fold = async (enter: IncidentStream['recordEach']) => {
    const state = await foldWhole(database, incidentId)
    if (state === null) throw new Error(`incident ${incidentId} has no stream`)
    rememberState(state, database)
    // Whoever aborted was answered that it is on record: if their own process could not, this one writes the entry.
    if (unheardStops(state, await readStops(database, stream)).length === 0) return state
    const [entered] = await enter([[]])
    return entered === undefined || entered instanceof Error ? state : (entered.state ?? state)
  }
  /** Comes again, by turns with others, while somebody else holds the head: its place is theirs meanwhile. */
  const whileHeld = async <T>(append: () => Promise<T>): Promise<T> => {
    for (const began = performance.now(); ; await wait(betweenTries))
      try {
        return await places.hold(append)
      } catch (error) {
        if (!isLockTimeout(error) || performance.now() - began > heldFor) throw error
      }
  }
  return {
    async load() {
      await watch.settled(stream)
      const state = unmoved(incidentId, watch) ?? (await fold(this.recordEach))
      const plan = await loadPlan(database, state.plan.hash)
      return { state, plan, environment: await loadEnvironment(database, state.environment.hash) }
    },
    async recordEach(groups) {
      try {
        return await watch.appending(
          stream,
          () => whileHeld(() => decideEach(database, incidentId, groups, actor, { ...lease, holder: worker })),
          () => rememberedHash(incidentId),
        )
      } catch (error) {
        if (error instanceof LeaseLostError) throw new LeaseLost(lease.key)
        throw error
      }
    },
    async standing(intent) {
      const { now, stands, stops, leaseLeft, lease: newest } = await readStanding(database, stream, intent)
      const held = newest.token === lease.token && newest.holder === worker
      return { at: now.getTime(), held, stands, leaseLeft, stops }
    },
    async roles() {
      const incident = await database.incident.findUniqueOrThrow({ where: { id: incidentId } })
      return readRolesOf(database, incident.planKey)
    },
    contacts: (person) => readContacts(database, person),
  }
}

/** The state this process knows, where nothing was added to it since; null: it has to be folded. */
function unmoved(incidentId: string, watch: StreamWatch): IncidentState | null {
  const mark = watch.mark(incidentStream(incidentId))
  const known = mark === null ? null : rememberedWhole(incidentId, mark.hash)
  if (mark === null || known === null) return null
  const heard = new Set(known.runs.flatMap(({ stopsHeard }) => stopsHeard))
  return mark.stops.every((stop) => heard.has(stop)) ? known : null
}

export function createLeases(database: Database, worker: string): Leases {
  return {
    renewEvery: timing.renewEvery,
    look: (streams) => lookAtLeases(database, streams),
    async acquire(key, mark) {
      const lease = await acquireLease(database, key, worker, { milliseconds: timing.lease, mark })
      return lease === null ? null : { key, token: lease.token, release: () => releaseLease(database, lease) }
    },
    async renew(leases) {
      const held = leases.map(({ key, token }): Lease => ({ key, token, holder: worker }))
      const lost = await renewLeases(database, held, timing.lease)
      return leases.filter(({ key }) => lost.includes(key))
    },
  }
}

export function createServing(database: Database, worker: string): ServingJournal {
  return {
    async record(planKey, environment, news, lease) {
      try {
        await recordServing(database, { planKey, environment }, news, { ...lease, holder: worker })
      } catch (error) {
        if (error instanceof LeaseLostError) throw new LeaseLost(lease.key)
        throw error
      }
    },
  }
}

/** Readings dropped by one statement. */
const pruned = 5_000

export function createReadings(database: Database): Readings {
  return databasePort<Readings>({
    async prune() {
      // In portions: after a long stop there may be more than one statement has time for.
      for (let dropped = pruned; dropped === pruned;)
        dropped = await database.$executeRaw`
          DELETE FROM reading WHERE ctid = ANY (ARRAY(
            SELECT ctid FROM reading WHERE received_at < clock_timestamp() - interval '24 hours' LIMIT ${pruned}))`
      // What nobody has asked for a day while another version asked under that name.
      await database.$executeRaw`
        DELETE FROM reading_latest l USING reading_latest n
        WHERE n.plan_key = l.plan_key AND n.environment = l.environment AND n.name = l.name
          AND n.received_at > l.received_at + interval '24 hours'`
    },
    latest: sharedReadings((asking) => latestReadings(database, asking)),
    async save(planKey, environment, ...readings) {
      const keep = async (tx: Transaction) => {
        for (const reading of readings) {
          const { reading: name, question, source, fields } = reading
          const asked = new Date(reading.receivedAt)
          const base = { planKey, environment, name, question, source, askedAt: asked }
          if (fields === null)
            await saveReading(tx, { ...base, observedAt: asked, error: reading.error ?? 'no answer' })
          else await saveReading(tx, { ...base, observedAt: new Date(reading.observedAt ?? asked), value: fields })
        }
      }
      await (readings.length === 1 ? keep(database) : withTransaction(database, keep))
    },
  })
}
