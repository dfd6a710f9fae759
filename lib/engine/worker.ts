import { environmentStream } from '@/lib/domain/plan/plan-events'
import type { UnreadableEntry } from '@/lib/domain/run/events/unreadable-entry'
import { incidentStream } from '@/lib/domain/run/incident-stream'
import type { WatchedEnvironment } from '@/lib/domain/posture/asked-readings'
import { claimed } from './claim-share'
import { driveIncident } from './drive-incident'
import { finishAll } from './finish-all'
import { LeaseWatch } from './lease-watch'
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
    let failures = 0
    let said = ''
    while (goesOn()) {
      try {
        await work()
        failures = 0
        said = ''
      } catch (error) {
        failures += 1
        if (String(error) !== said) ports.note(`${what} failed; tried again`, { error: String(error) })
        said = String(error)
      }
      const pause = failures === 0 ? every : Math.min(timing.mostPause, every * 2 ** Math.min(failures - 1, 5))
      if (goesOn()) await ports.clock.wait(pause, stop.aborted ? undefined : stop).catch(() => undefined)
    }
  }
  const runs = () => !stop.aborted
  const incidents = new IncidentClaims(ports, driven, stop)
  const readings = new ReadingClaims(ports, driven, stop)
  await finishAll([
    repeat('claiming incidents', () => incidents.look(), timing.look, runs),
    repeat('claiming readings', () => readings.look(), timing.claimReadings, runs),
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

class IncidentClaims {
  private readonly leases: LeaseWatch
  /** What this process let go of because it does not understand an entry of it, and until when it leaves it alone. */
  private readonly unreadable = new Map<string, { sequence: number; until: number }>()

  constructor(
    private readonly ports: Ports,
    private readonly driven: Map<string, Driven>,
    private readonly stop: AbortSignal,
  ) {
    this.leases = new LeaseWatch(ports.clock)
  }

  async look(): Promise<void> {
    const { ports, driven } = this
    const { open, workers } = await ports.desk.claims()
    const streams = new Map(open.map((id) => [incidentStream(id), id]))
    for (const stream of this.unreadable.keys()) if (!streams.has(stream)) this.unreadable.delete(stream)
    const others = [...streams.keys()].filter((stream) => !driven.has(stream) && !this.leavesAlone(stream))
    this.leases.keepOnly(new Set(others))
    if (others.length === 0) return
    const inHand = [...streams.keys()].filter((stream) => driven.has(stream)).length
    const free = this.leases.free(await ports.leases.look(others))
    const wanted = claimed(free, { open: open.length, workers, inHand }).slice(0, mostClaims)
    // Side by side: one whose head hangs must not hold up the others.
    await finishAll(wanted.map(({ stream, mark }) => this.take(stream, streams.get(stream) ?? '', mark)))
  }

  private async take(stream: string, incidentId: string, mark: string | null): Promise<void> {
    const { ports, driven, stop } = this
    const lease = await ports.leases.acquire(stream, mark)
    if (lease === null) return
    const lost = sharedController()
    const work = driveIncident(ports, incidentId, lease, { stop, lost: lost.signal }).then((unreadable) => {
      if (unreadable !== null) this.leave(stream, incidentId, unreadable)
    })
    keep(ports, driven, lease, () => lost.abort(), work)
  }

  /** For a newer worker. It is looked at again now and then: a database that was restored holds another history. */
  private leave(stream: string, incidentId: string, { sequence, message }: UnreadableEntry): void {
    if (this.unreadable.get(stream)?.sequence !== sequence)
      this.ports.note('an incident is left to a newer worker', { incident: incidentId, why: message })
    this.unreadable.set(stream, { sequence, until: this.ports.clock.monotonic() + timing.unreadable })
  }

  private leavesAlone(stream: string): boolean {
    return (this.unreadable.get(stream)?.until ?? 0) > this.ports.clock.monotonic()
  }
}

class ReadingClaims {
  private readonly leases: LeaseWatch
  /** By stream of an environment, what its readings are taken for, and how to end that. */
  private readonly taken = new Map<string, { hash: string; end: () => void }>()

  constructor(
    private readonly ports: Ports,
    private readonly driven: Map<string, Driven>,
    private readonly stop: AbortSignal,
  ) {
    this.leases = new LeaseWatch(ports.clock)
  }

  async look(): Promise<void> {
    const { ports, driven } = this
    const environments = await ports.desk.environments()
    const byStream = new Map(environments.map((one) => [environmentStream(one.plan.key, one.environment.name), one]))
    // A newer plan or environment, or what another incident is pinned to, is taken up under a lease of its own.
    for (const [stream, { hash, end }] of this.taken) if (byStream.get(stream)?.hash !== hash) end()
    const others = [...byStream.keys()].filter((stream) => !driven.has(stream))
    if (others.length === 0) return
    const free = this.leases.free(await ports.leases.look(others))
    await finishAll(
      free.map(async ({ stream, mark }) => {
        const one = byStream.get(stream)
        if (one !== undefined) await this.take(stream, one, mark)
      }),
    )
  }

  private async take(stream: string, one: WatchedEnvironment, mark: string | null): Promise<void> {
    const { ports, driven, stop, taken } = this
    const lease = await ports.leases.acquire(stream, mark)
    if (lease === null) return
    const { plan, environment, hash } = one
    const ended = sharedController()
    const end = () => ended.abort()
    stop.addEventListener('abort', end, { once: true })
    taken.set(stream, { hash, end })
    const work = finishAll([
      sampleReadings(ports, one, ended.signal),
      watchServing(ports, plan, environment, lease, ended.signal),
    ]).finally(() => {
      stop.removeEventListener('abort', end)
      taken.delete(stream)
    })
    keep(
      ports,
      driven,
      lease,
      end,
      work.then(() => lease.release()),
    )
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
