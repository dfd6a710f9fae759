import { currentRun } from '@/lib/domain/run/state'
import { RunDriver } from './advance-run'
import type { HeldLease, IncidentJournal, Ports } from './ports'
import { LeaseLost } from './ports'
import { timing } from './timing'
import { IncidentWatch } from './watch-incident'

/**
 * Drives one incident while the lease is held: watches the world around it and moves its run. The invariant: when the
 * lease is gone, nothing more is sent and nothing more is recorded; what is under way is the successor's to observe.
 */
export async function driveIncident(
  ports: Ports,
  incidentId: string,
  lease: HeldLease,
  stop: AbortSignal,
): Promise<void> {
  const ended = new AbortController()
  const until = AbortSignal.any([stop, ended.signal])
  const journal = whileHeld(ports.desk.incident(incidentId, lease), lease, until)
  const watch = new IncidentWatch(ports, journal)
  const drivers = new Map<string, RunDriver>()
  let nudged = new AbortController()
  const nudge = () => nudged.abort()
  const unsubscribe = ports.desk.onMove(nudge)
  const fail = (error: unknown) => {
    // Losing the lease is how work ends here; the successor's entries tell the rest.
    if (error instanceof LeaseLost) return ended.abort()
    ports.note('work on an incident failed', { incident: incidentId, error: String(error) })
  }

  const advancing = loop(
    async () => {
      nudged = new AbortController()
      const incident = await journal.load()
      if (incident.state.closed !== null) return ended.abort()
      const run = currentRun(incident.state)
      if (run === null) return
      let driver = drivers.get(run.id)
      if (driver === undefined) {
        driver = new RunDriver(ports, journal, run.id, nudge, fail)
        drivers.set(run.id, driver)
      }
      await driver.advance(incident)
    },
    () => AbortSignal.any([until, nudged.signal]),
  )

  const watching = loop(
    async () => watch.look(await journal.load()),
    () => until,
  )

  async function loop(work: () => Promise<void>, wake: () => AbortSignal): Promise<void> {
    while (!until.aborted) {
      try {
        await work()
      } catch (error) {
        fail(error)
      }
      await ports.clock.wait(timing.look, wake()).catch(() => undefined)
    }
  }

  async function renewing(): Promise<void> {
    while (!until.aborted) {
      await ports.clock.wait(ports.leases.renewEvery, until).catch(() => undefined)
      if (until.aborted) return
      // A failed renewal is tried again; only the database's word, or its silence past the lease, ends it.
      const held = await lease.renew().catch(() => null)
      if (held === false) ended.abort()
    }
  }

  await Promise.all([advancing, watching, renewing()])
  unsubscribe()
  await Promise.all([...drivers.values()].map((driver) => driver.stop()))
  await lease.release().catch((error: unknown) => ports.note('a lease was not given back', { error: String(error) }))
}

/** Once work has ended every loop under it stops at its next look; what was sent is left to the successor. */
function whileHeld(journal: IncidentJournal, lease: HeldLease, until: AbortSignal): IncidentJournal {
  const check = () => {
    if (until.aborted) throw new LeaseLost(lease.key)
  }
  return {
    load: async () => (check(), journal.load()),
    record: async (command) => (check(), journal.record(command)),
    roles: async () => (check(), journal.roles()),
  }
}
