import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { appendEntries } from '@/lib/db/append-entries'
import { decideIncident } from '@/lib/db/incident/decide-incident'
import { foldIncident, forgetStates } from '@/lib/db/incident/fold-incident'
import { listen } from '@/lib/db/listen'
import { lockStream } from '@/lib/db/lock-streams'
import { readStanding } from '@/lib/db/read-standing'
import { readStream } from '@/lib/db/read-stream'
import { withTransaction } from '@/lib/db/transaction'
import { verifyChain } from '@/lib/domain/journal/chain'
import { readExport } from '@/lib/domain/journal/read-export'
import { verifyExport } from '@/lib/domain/journal/verify-export'
import { incidentStream } from '@/lib/domain/run/incident-stream'
import { runWorker } from '@/lib/engine/worker'
import { createExecutorRegistry } from '@/lib/executors/registry'
import { openExport } from '@/lib/export/open-export'
import { readCommandConsole } from '@/lib/queries/command-console'
import { alarmsNow } from '@/lib/queries/alarms'
import { readIncidentList } from '@/lib/queries/incident-list'
import { orUnreadable } from '@/lib/queries/unreadable-incident'
import { readWaitingApprovals } from '@/lib/queries/waiting-approvals'
import { abortRun } from '@/lib/services/abort-run'
import { exportEvidence } from '@/lib/services/export-evidence'
import { pauseRun } from '@/lib/services/pause-run'
import { momentWhen } from '@/lib/testing/every-state'
import { createIncidentDesk, type IncidentDesk } from '@/lib/testing/incident-desk'
import { createDatabaseClock } from './database-clock'
import { createDesk, createLeases, createReadings, createServing } from './database-desk'

let desk: IncidentDesk
let id: string
let runId: string
beforeEach(async () => {
  desk = await createIncidentDesk()
  const { story } = momentWhen('going')
  id = (await desk.write(story)).id
  runId = story.runId()
})
afterEach(() => desk.drop())

const stream = () => incidentStream(id)
const viewer = { person: 'mara-okafor', name: 'Mara Okafor', roles: ['commander'] } as const
const worker = { kind: 'worker', worker: 'w-newer', token: 1 } as const

/** What a newer process appends: its rules are not ours, the table is. */
async function newer(type: string, version: number, payload: Record<string, unknown>): Promise<void> {
  await withTransaction(desk.database, async (tx) =>
    appendEntries(tx, await lockStream(tx, stream()), worker, [{ type, version, payload }]),
  )
}

describe('an incident with an entry of a newer process', () => {
  beforeEach(async () => {
    // Known up to here, by whoever is older.
    await decideIncident(desk.database, id, [], worker)
    await newer('step.promised', 1, { runId, step: 'S7', by: 'later' })
  })

  it('is shown as one that this process cannot lead, with its entry and its abort', async () => {
    const page = await orUnreadable(readCommandConsole(id, viewer, desk.database), id, viewer, desk.database)
    if (page === null || 'view' in page) throw new Error('it was understood')
    const [{ sequence = 0 } = {}] = (await readStream(desk.database, stream())).slice(-1)
    expect(page.unreadable.why).toContain(`Entry #${sequence} was recorded by a newer Breakwater: step.promised`)
    expect(page.unreadable.why).toContain('update this process')
    expect(page.unreadable.runs).toMatchObject([
      { id: runId, status: 'going', abort: { verb: 'abort-run', input: { runId }, disabledBecause: null } },
    ])
  })

  it('hides nothing of the others: the list names it, the queue of approvals goes on without it', async () => {
    const { open } = await readIncidentList(viewer, desk.database)
    expect(open).toMatchObject([{ id, word: 'not understood' }])
    expect((await readWaitingApprovals(viewer, desk.database)).mine).toEqual([])
    // Every page asks for these.
    await expect(alarmsNow(desk.database)).resolves.toEqual(expect.any(Array))
  })

  it('has nothing decided on it', async () => {
    const before = await readStream(desk.database, stream())
    const paused = pauseRun(desk.as('mara-okafor'), { incidentId: id, runId, reason: 'look first' })
    await expect(paused).rejects.toMatchObject({ refusal: { code: 'unreadable-entry' } })
    const stop = decideIncident(desk.database, id, { type: 'stop-run', runId }, worker)
    await expect(stop).rejects.toMatchObject({ refusal: { code: 'unreadable-entry' } })
    expect(await readStream(desk.database, stream())).toEqual(before)
  })

  it('can be aborted: it is on record, nothing leaves past it, and who asked hears who writes the entry', async () => {
    const input = { incidentId: id, runId, reason: 'stop now' }
    const answer = await abortRun(desk.as('mara-okafor'), input)
    expect(answer).toMatchObject({ incidentId: id, sequence: null, byNewer: true })
    expect(await desk.database.runStop.findMany()).toMatchObject([{ runId, reason: 'stop now' }])
    expect(
      (await readStanding(desk.database, stream(), { sequence: 1, at: new Date(0).toISOString() })).stops,
    ).toHaveLength(1)
    await expect(abortRun(desk.as('s-bello'), input)).resolves.toMatchObject({ byNewer: true })
    // As a newer process leaves the rows once it has entered it.
    await desk.database.run.update({ where: { id: runId }, data: { status: 'stopping' } })
    const again = abortRun(desk.as('mara-okafor'), input)
    await expect(again).rejects.toMatchObject({ refusal: { code: 'already-done' } })
  })

  it('is exported and verifies: hashes are over text', async () => {
    expect(verifyChain(await readStream(desk.database, stream())).broken).toBeNull()
    const recorded = await exportEvidence(desk.as('mara-okafor'), { incidentId: id, format: 'json' })
    const file = await new Response(await openExport(desk.database, 'json', recorded)).text()
    expect(file).toContain('step.promised')
    expect(verifyExport(readExport(file))).toMatchObject({ sound: true, uncovered: [] })
  })
})

it('leaves out what a newer process added to an event it knows, and keeps the text', async () => {
  await newer('run.paused', 1, { runId, reason: 'look first', place: { shelf: 'east' } })
  forgetStates()
  expect((await foldIncident(desk.database, id))?.runs[0]?.paused).toMatchObject({ reason: 'look first' })
  expect((await readStream(desk.database, stream())).at(-1)?.payload).toContain('"place":{"shelf":"east"}')
  expect((await decideIncident(desk.database, id, { type: 'stop-run', runId }, worker)).ok).toBe(false)
})

describe('a worker', () => {
  it('lets go of an incident it no longer understands, says so once and leaves it alone', async () => {
    const stop = new AbortController()
    const notes: string[] = []
    const { ended } = await start(stop.signal, notes)
    await expect.poll(held, { timeout: 12_000 }).toBe(true)
    await newer('run.paused', 2, { runId, causes: ['look first'] })
    await expect.poll(() => notes.length, { timeout: 12_000 }).toBeGreaterThan(0)
    await expect.poll(held, { timeout: 12_000 }).toBe(false)
    const { token } = await desk.database.lease.findUniqueOrThrow({ where: { key: stream() } })
    await new Promise((resolve) => setTimeout(resolve, 1_500))
    expect(await desk.database.lease.findUnique({ where: { key: stream() } }), 'not taken again').toMatchObject({
      token,
    })
    const left = notes.filter((note) => note.includes('left to a newer worker'))
    expect(left).toEqual([expect.stringContaining('run.paused, version 2. This process knows version 1 of it')])
    stop.abort()
    await ended
  })

  const held = async () => {
    const [row] = await desk.database.$queryRaw<{ held: boolean }[]>`
      SELECT expires_at > clock_timestamp() AS held FROM lease WHERE key = ${stream()}`
    return row?.held ?? false
  }

  async function start(signal: AbortSignal, notes: string[]) {
    const { database } = desk
    const listener = await listen(desk.url)
    const clock = createDatabaseClock(database)
    await clock.synchronise()
    const ended = runWorker(
      {
        clock,
        registry: createExecutorRegistry(),
        readings: createReadings(database),
        desk: {
          ...createDesk(database, 'w-old', listener),
          // Its readings are no matter here, and nothing answers them.
          environments: () => Promise.resolve([]),
        },
        leases: createLeases(database, 'w-old'),
        serving: createServing(database, 'w-old'),
        secret: () => Promise.reject(new Error('no secrets here')),
        consoleUrl: 'http://localhost',
        reach: () => Promise.resolve(),
        note: (message, facts) => notes.push(`${message} ${JSON.stringify(facts)}`),
      },
      signal,
    ).then(() => listener.close())
    return { ended }
  }
})
