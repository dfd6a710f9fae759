import { UnreadableEntry } from '@/lib/domain/run/events/unreadable-entry'
import { currentRun } from '@/lib/domain/run/state'
import { RunDriver } from './advance-run'
import { Alarm } from './alarm'
import { finishAll } from './finish-all'
import type { HeldLease, IncidentJournal, IncidentStream, Ports } from './ports'
import { LeaseLost } from './ports'
import { RecordQueue } from './record-queue'
import { PeopleTeller } from './tell-people'
import { timing } from './timing'
import { IncidentWatch } from './watch-incident'
import { ProofWatch } from './watch-proofs'

/**
 * Drives one incident while the lease is held: watches the world around it and moves its run. The invariant: when the
 * lease is gone, nothing more is sent and nothing more is recorded; what is under way is the successor's to observe.
 * Gives the entry that this process does not understand, where that is why it let go.
 */
export async function driveIncident(
  ports: Ports,
  incidentId: string,
  lease: HeldLease,
  { stop, lost }: { stop: AbortSignal; lost: AbortSignal },
): Promise<UnreadableEntry | null> {
  const moved = new Alarm(ports.clock)
  const time = new Alarm(ports.clock)
  const asked = new Alarm(ports.clock)
  let ended = false
  let given = false
  let unreadable: UnreadableEntry | null = null
  const end = () => {
    ended = true
    for (const alarm of [moved, time, asked]) alarm.ring()
  }
  const lose = () => {
    given = true
    end()
  }
  const journal = whileHeld(ports.desk.incident(incidentId, lease), lease, () => !given)
  const watch = new IncidentWatch(ports, journal)
  const drivers = new Map<string, RunDriver>()
  const fail = (error: unknown) => {
    // Losing the lease is how work ends here; the successor's entries tell the rest.
    if (error instanceof LeaseLost) return lose()
    // Nothing can be recorded on it here: a newer worker is to have it as soon as can be.
    if (error instanceof UnreadableEntry) {
      unreadable ??= error
      return lose()
    }
    ports.note('work on an incident failed', { incident: incidentId, error: String(error) })
  }

  const teller = new PeopleTeller(ports, journal, fail)
  const proofs = new ProofWatch(ports, journal, fail)

  const advance = async () => {
    const incident = await journal.load()
    if (incident.state.closed !== null) return end()
    const run = currentRun(incident.state)
    if (run === null) return
    let driver = drivers.get(run.id)
    if (driver === undefined) {
      driver = new RunDriver(ports, journal, run.id, moved.ring, fail)
      drivers.set(run.id, driver)
    }
    await driver.advance(incident)
  }

  const look = async () => {
    const incident = await journal.load()
    proofs.look(incident)
    await watch.look(incident)
  }

  async function loop(work: () => Promise<void>, alarm: Alarm): Promise<void> {
    while (!ended) {
      try {
        await work()
      } catch (error) {
        fail(error)
      }
      if (!ended) await alarm.sleep(timing.look)
    }
  }

  const unsubscribe = ports.desk.onMove(incidentId, () => {
    moved.ring()
    asked.ring()
  })
  stop.addEventListener('abort', end, { once: true })
  lost.addEventListener('abort', lose, { once: true })
  if (stop.aborted) end()
  if (lost.aborted) lose()
  await finishAll([
    loop(advance, moved),
    loop(look, time),
    // A loop of its own: telling people waits for nobody's step, and no step waits for it.
    loop(async () => teller.look(await journal.load()), asked),
  ])
  await finishAll([teller.stop(), proofs.stop()])
  stop.removeEventListener('abort', end)
  lost.removeEventListener('abort', lose)
  unsubscribe()
  // Told to end: what has left is heard first. With the lease gone there is nothing to be said any more.
  if (!given) await finishAll([...drivers.values()].map((driver) => driver.drain()))
  given = true
  await finishAll([...drivers.values()].map((driver) => driver.stop()))
  await lease.release().catch((error: unknown) => ports.note('a lease was not given back', { error: String(error) }))
  return unreadable
}

/** Once work has ended every loop under it stops at its next look; what was sent is left to the successor. */
function whileHeld(stream: IncidentStream, lease: HeldLease, held: () => boolean): IncidentJournal {
  const check = () => {
    if (!held()) throw new LeaseLost(lease.key)
  }
  const queue = new RecordQueue(stream)
  return {
    load: async () => (check(), stream.load()),
    record: async (...commands) => (check(), queue.record(commands)),
    standing: async (intent) => (check(), stream.standing(intent)),
    roles: async () => (check(), stream.roles()),
    contacts: async (person) => (check(), stream.contacts(person)),
  }
}
