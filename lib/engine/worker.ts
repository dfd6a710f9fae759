import { environmentStream } from '@/lib/domain/plan/plan-events'
import { incidentStream } from '@/lib/domain/run/incident-stream'
import { claimed } from './claim-share'
import { driveIncident } from './drive-incident'
import type { HeldLease, Ports } from './ports'
import { sampleReadings } from './sample-readings'
import { sharedController } from './shared-controller'
import { mostClaims, timing } from './timing'
import { watchServing } from './watch-serving'

/** What this worker has in hand under one lease. */
interface Driven {
  lease: HeldLease
  /** Called when the lease has gone to another. */
  lose: () => void
  work: Promise<void>
}

/**
 * Claims what nobody drives: one lease an incident, one an environment's readings. Any number of workers may run;
 * the leases keep them apart. Resolves when the signal has ended everything under way.
 */
export async function runWorker(ports: Ports, stop: AbortSignal): Promise<void> {
  const driven = new Map<string, Driven>()
  const repeat = async (what: string, work: () => Promise<void>, every: number, goesOn: () => boolean) => {
    while (goesOn()) {
      await work().catch((error: unknown) => ports.note(`${what} failed; tried again`, { error: String(error) }))
      if (goesOn()) await ports.clock.wait(every, stop.aborted ? undefined : stop).catch(() => undefined)
    }
  }
  const runs = () => !stop.aborted
  await Promise.all([
    repeat('claiming incidents', () => claimIncidents(ports, driven, stop), timing.look, runs),
    repeat('claiming readings', () => claimReadings(ports, driven, stop), timing.claimReadings, runs),
    // What is on its way when a worker is told to end is still its own until it is over.
    repeat(
      'renewing',
      () => renew(ports, driven),
      ports.leases.renewEvery,
      () => runs() || driven.size > 0,
    ),
  ])
}

async function renew(ports: Ports, driven: Map<string, Driven>): Promise<void> {
  const held = [...driven.values()].map(({ lease }) => lease)
  if (held.length === 0) return
  for (const { key, token } of await ports.leases.renew(held)) {
    const one = driven.get(key)
    if (one?.lease.token === token) one.lose()
  }
}

async function claimIncidents(ports: Ports, driven: Map<string, Driven>, stop: AbortSignal): Promise<void> {
  const claims = await ports.desk.claims()
  const mine = [...driven.keys()].filter((key) => key.startsWith(incidentStream('')))
  const wanted = claimed(claims, mine.length).filter((id) => !driven.has(incidentStream(id)))
  // Side by side: one whose head hangs must not hold up the others.
  await Promise.all(
    wanted.slice(0, mostClaims).map(async (id) => {
      const lease = await ports.leases.acquire(incidentStream(id))
      if (lease === null) return
      const lost = sharedController()
      keep(ports, driven, lease, () => lost.abort(), driveIncident(ports, id, lease, { stop, lost: lost.signal }))
    }),
  )
}

async function claimReadings(ports: Ports, driven: Map<string, Driven>, stop: AbortSignal): Promise<void> {
  const environments = await ports.desk.environments()
  await Promise.all(
    environments.map(async ({ plan, environment, hash }) => {
      const stream = environmentStream(plan.key, environment.name)
      if (driven.has(stream)) return
      const lease = await ports.leases.acquire(stream)
      if (lease === null) return
      const ended = sharedController()
      const end = () => ended.abort()
      stop.addEventListener('abort', end, { once: true })
      const work = Promise.all([
        sampleReadings(ports, plan, environment, ended.signal),
        watchServing(ports, plan, environment, lease, ended.signal),
        whileCurrent(ports, hash, ended),
      ]).finally(() => stop.removeEventListener('abort', end))
      const released = work.then(() => lease.release())
      keep(ports, driven, lease, end, released)
    }),
  )
}

/** A newer plan or environment is taken up under a lease of its own. */
async function whileCurrent(ports: Ports, hash: string, ended: AbortController): Promise<void> {
  while (!ended.signal.aborted) {
    await ports.clock.wait(timing.claimReadings, ended.signal).catch(() => undefined)
    const current = await ports.desk.environments().catch(() => null)
    if (current !== null && !current.some((one) => one.hash === hash)) ended.abort()
  }
}

function keep(
  ports: Ports,
  driven: Map<string, Driven>,
  lease: HeldLease,
  lose: () => void,
  running: Promise<void>,
): void {
  const work = running
    .catch((error: unknown) => ports.note('work ended with an error', { key: lease.key, error: String(error) }))
    .finally(() => driven.delete(lease.key))
  driven.set(lease.key, { lease, lose, work })
}
