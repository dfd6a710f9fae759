import { driveIncident } from './drive-incident'
import type { HeldLease, Ports } from './ports'
import { sampleReadings } from './sample-readings'
import { sharedController } from './shared-controller'
import { timing } from './timing'
import { watchServing } from './watch-serving'

/**
 * Claims what nobody drives: one lease an incident, one an environment's readings. Any number of workers may run;
 * the leases keep them apart. Resolves when the signal has ended everything under way.
 */
export async function runWorker(ports: Ports, stop: AbortSignal): Promise<void> {
  const driven = new Map<string, Promise<void>>()
  const claiming = async (claim: () => Promise<void>, every: number) => {
    while (!stop.aborted) {
      await claim().catch((error: unknown) => ports.note('claiming work failed; tried again', { error: String(error) }))
      await ports.clock.wait(every, stop).catch(() => undefined)
    }
  }
  await Promise.all([
    claiming(() => claimIncidents(ports, driven, stop), timing.look),
    claiming(() => claimEnvironments(ports, driven, stop), timing.claimReadings),
  ])
  await Promise.allSettled(driven.values())
}
async function claimIncidents(ports: Ports, driven: Map<string, Promise<void>>, stop: AbortSignal): Promise<void> {
  for (const id of await ports.desk.openIncidents()) {
    const key = `incident:${id}`
    if (driven.has(key)) continue
    const lease = await ports.leases.acquire(key)
    if (lease !== null) keep(ports, driven, key, driveIncident(ports, id, lease, stop))
  }
}

async function claimEnvironments(ports: Ports, driven: Map<string, Promise<void>>, stop: AbortSignal): Promise<void> {
  for (const { plan, environment, hash } of await ports.desk.environments()) {
    const key = `readings:${plan.key}/${environment.name}`
    const working = `${key}@${hash}`
    if (driven.has(working)) continue
    const lease = await ports.leases.acquire(key)
    if (lease === null) continue
    const ended = sharedController()
    const end = () => ended.abort()
    stop.addEventListener('abort', end, { once: true })
    const work = Promise.all([
      sampleReadings(ports, plan, environment, ended.signal),
      watchServing(ports, plan, environment, lease, ended.signal),
      renewing(ports, lease, hash, ended),
    ]).finally(() => stop.removeEventListener('abort', end))
    keep(
      ports,
      driven,
      working,
      work.then(() => undefined),
    )
  }
}

/** Holds a lease of readings until it is lost, or a newer plan or environment takes over with its own. */
async function renewing(ports: Ports, lease: HeldLease, hash: string, ended: AbortController): Promise<void> {
  while (!ended.signal.aborted) {
    await ports.clock.wait(ports.leases.renewEvery, ended.signal).catch(() => undefined)
    if (ended.signal.aborted) break
    if ((await lease.renew().catch(() => null)) === false) ended.abort()
    const current = await ports.desk.environments().catch(() => null)
    if (current !== null && !current.some((one) => one.hash === hash)) ended.abort()
  }
  await lease.release()
}

function keep(ports: Ports, driven: Map<string, Promise<void>>, key: string, work: Promise<void>): void {
  const done = work
    .catch((error: unknown) => ports.note('work ended with an error', { key, error: String(error) }))
    .finally(() => driven.delete(key))
  driven.set(key, done)
}
