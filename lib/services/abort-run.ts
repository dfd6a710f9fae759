import { setTimeout as wait } from 'node:timers/promises'
import type { Database } from '@/lib/db/client'
import { storeError } from '@/lib/db/database-writes'
import { decideIncident } from '@/lib/db/incident/decide-incident'
import { readRolesOf } from '@/lib/db/read-roles'
import { entryOfStop, registerStop } from '@/lib/db/run-stops'
import { may } from '@/lib/domain/access/roles'
import { DomainError } from '@/lib/domain/errors'
import { UnreadableEntry } from '@/lib/domain/run/events/unreadable-entry'
import { incidentStream } from '@/lib/domain/run/incident-stream'
import { personCommands } from '@/lib/domain/run/commands'
import { isLive, type IncidentState } from '@/lib/domain/run/state'
import { overWords } from '@/lib/domain/run/stop-register'
import type { Recorded } from '@/lib/domain/view/answer'
import { incidentVerb, parseInput, withIncident, type Asker } from './mutation'

/** How long whoever aborts waits for the entry, once the abort itself is on record. */
const patience = 700

/** Without an entry it is in the register: nothing new starts, and the next append of whoever it is writes the entry. */
export type Aborted = Omit<Recorded, 'sequence'> & {
  sequence: number | null
  /** The journal holds what only a newer process understands: that one writes the entry. */
  byNewer?: true
}

const decideAbort = incidentVerb('abort-run')

/**
 * Stops the run. Always accepted while it lives: it is on record by one row, that waits for no command, no fold and no
 * process that hangs. Give it its own connections (`abortDatabase`). `press`, 32 hex digits, is what whoever has no
 * answer asks about it by.
 */
export async function abortRun(
  asker: Asker,
  input: { incidentId: string; runId: string; reason: string },
  press: string | null = null,
): Promise<Aborted> {
  if (press !== null && !/^[0-9a-f]{32}$/.test(press))
    throw new DomainError({ code: 'bad-input', message: 'A press is 32 hex digits.' })
  const { incidentId, ...rest } = withIncident(input)
  const { runId, reason } = parseInput(personCommands['abort-run'], rest)
  const { database, person, account } = asker
  const incident = await database.incident.findUnique({ where: { id: incidentId }, select: { planKey: true } })
  const rolesOf = incident === null ? null : await readRolesOf(database, incident.planKey)
  // Whoever may not, and what cannot be stopped, is told why by the rules themselves.
  if (rolesOf === null || !may(rolesOf(person), 'run.abort')) return decideAbort(asker, input)
  const stream = incidentStream(incidentId)
  const stop = await registerStop(database, { stream, incidentId, runId, person, account, reason, press }).catch(
    (error: unknown) => {
      throw storeError(error)
    },
  )
  if (stop === null) return decideAbort(asker, input).catch((error: unknown) => stopsByItsRow(database, runId, error))
  const registered: Aborted = { incidentId, sequence: null, recordedAt: stop.at }
  const entered = decideIncident(database, incidentId, [], { kind: 'person', person, account }).then(
    ({ state }) => (state === null ? registered : heard(database, registered, state, { ...stop, stream })),
    // Whatever hinders the entry now, it is on record.
    (error: unknown): Aborted => (error instanceof UnreadableEntry ? { ...registered, byNewer: true } : registered),
  )
  return Promise.race([entered, wait(patience, registered, { ref: false })])
}

/** The stop's own entry. A run that was over before it could be heard has none: whoever asked is told that instead. */
async function heard(
  database: Database,
  registered: Aborted,
  { runs }: IncidentState,
  stop: { id: string; stream: string; runId: string },
): Promise<Aborted> {
  if (runs.some(({ stopsHeard }) => stopsHeard.includes(stop.id))) {
    const entry = await entryOfStop(database, stop).catch(() => null)
    return entry === null ? registered : { ...registered, sequence: entry.sequence, recordedAt: entry.at }
  }
  const run = runs.find(({ id }) => id === stop.runId)
  if (run === undefined || isLive(run)) return registered
  throw new DomainError({ code: 'not-now', message: overWords(run.status, runs.find(isLive)) })
}

/** Why nothing was registered, where the rules cannot say it because they do not understand the journal. */
async function stopsByItsRow(database: Database, runId: string, error: unknown): Promise<never> {
  if (!(error instanceof UnreadableEntry)) throw error
  const run = await database.run.findUnique({
    where: { id: runId },
    select: { live: true, status: true, incidentId: true },
  })
  if (run === null) throw error
  const live = await database.run.findFirst({ where: { incidentId: run.incidentId, live: true }, select: { id: true } })
  throw new DomainError(
    run.live
      ? { code: 'already-done', message: `The run is ${run.status} already.` }
      : { code: 'not-now', message: overWords(run.status, live) },
  )
}
