import { Client } from 'pg'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { writtenEvent } from '@/lib/domain/run/events/stored-event'
import { UnreadableEntry } from '@/lib/domain/run/events/unreadable-entry'
import { incidentStream } from '@/lib/domain/run/incident-stream'
import { rulesVersion } from '@/lib/domain/run/project/rules-version'
import type { IncidentState } from '@/lib/domain/run/state'
import { commanding, person, working } from '@/lib/testing/every-command'
import { momentWhen } from '@/lib/testing/every-state'
import { createIncidentDesk, type IncidentDesk } from '@/lib/testing/incident-desk'
import { chainEntries, storeEntries } from '../append-entries'
import type { Database } from '../client'
import { acquireLease } from '../lease'
import { lockStream } from '../lock-streams'
import { readStream } from '../read-stream'
import { withTransaction } from '../transaction'
import { decideIncident } from './decide-incident'
import { foldIncident, foldWhole, forgetStates, rememberedHash, rememberState } from './fold-incident'
import { IncidentPen } from './incident-pen'
import { forgetKept, readSnapshot, snapshotEvery } from './snapshot'

let desk: IncidentDesk
beforeEach(async () => {
  desk = await createIncidentDesk()
  forgetStates()
  forgetKept()
})
afterEach(() => desk.drop())

/** A told incident with so many notes behind it that a state of it is kept. */
async function longIncident(kind: Parameters<typeof momentWhen>[0] = 'arming, paused'): Promise<IncidentState> {
  const { id } = await desk.write(momentWhen(kind).story)
  // A few at a time: a transaction must not pause for long.
  for (let done = 0; done < snapshotEvery; done += 100)
    await withTransaction(desk.database, async (tx) => {
      const pen = new IncidentPen(await lockStream(tx, incidentStream(id)), await foldWhole(tx, id))
      pen.say(
        commanding,
        Array.from({ length: 100 }, (_, n) => ({
          type: 'incident.decisionRecorded',
          payload: { kind: 'note', runId: null, subject: null, statement: `note ${done + n}` },
        })),
      )
      rememberState(await pen.store(tx))
    })
  const state = await foldWhole(desk.database, id)
  if (state === null) throw new Error('there is no such incident')
  rememberState(state, desk.database)
  await expect.poll(() => desk.database.incidentSnapshot.count(), { timeout: 20_000 }).toBe(1)
  return state
}

/** What a page shows, as it does; without a database nothing is proven behind it. */
async function shown(id: string, database: Database | null = null): Promise<IncidentState | null> {
  const state = await foldIncident(desk.database, id)
  if (state !== null) rememberState(state, database)
  return state
}

const note = (statement: string) =>
  ({ type: 'record-decision', kind: 'note', runId: null, subject: null, statement }) as const

/** As whoever holds the application's password can. */
async function forge(id: string, change: (state: IncidentState) => void): Promise<void> {
  const stream = incidentStream(id)
  const snapshot = await readSnapshot(desk.database, stream)
  if (snapshot === null) throw new Error('none was kept')
  change(snapshot.state)
  await desk.database.incidentSnapshot.update({
    where: { stream },
    data: { content: JSON.stringify(snapshot.state) },
  })
}

it('a process that starts folds what came after the snapshot, and comes to the same state', async () => {
  const { id } = await longIncident()
  await decideIncident(desk.database, id, note('after it'), commanding)
  forgetStates()
  const whole = await foldWhole(desk.database, id)
  forgetStates()
  // Seen to be used: only from here can the title come.
  expect(await foldIncident(desk.database, id)).toEqual(whole)
  await forge(id, (state) => (state.title = 'of the snapshot'))
  expect(await foldIncident(desk.database, id)).toEqual({ ...whole, title: 'of the snapshot' })
})

it.each([
  ['of other rules', { rules: rulesVersion + 1 }],
  ['at an entry the journal does not hold', { hash: 'ab'.repeat(32) }],
  ['of another number than its state', { sequence: 7 }],
  ['that is no JSON', { content: '{"id":' }],
  ['that is no state', { content: '[]' }],
])('a snapshot %s is not used', async (_, data) => {
  const { id } = await longIncident()
  const whole = await foldWhole(desk.database, id)
  await forge(id, (state) => (state.title = 'of the snapshot'))
  await desk.database.incidentSnapshot.updateMany({ data })
  forgetStates()
  expect(await foldIncident(desk.database, id)).toEqual(whole)
})

it('a snapshot that what follows it cannot follow is not used', async () => {
  const { id } = await longIncident()
  await decideIncident(desk.database, id, note('after it'), commanding)
  const whole = await foldWhole(desk.database, id)
  await forge(id, (state) => Reflect.deleteProperty(state, 'decisions'))
  forgetStates()
  expect(await foldIncident(desk.database, id)).toEqual(whole)
})

it('a worker believes entries alone, whatever a snapshot says and this process has shown', async () => {
  const { id, runs } = await longIncident()
  const runId = runs[0]?.id ?? ''
  await forge(id, (state) => {
    for (const run of state.runs) run.paused = null
  })
  forgetStates()
  expect((await shown(id))?.runs[0]?.paused, 'a console is misled').toBeNull()

  const lease = await acquireLease(desk.database, incidentStream(id), 'w-2', { milliseconds: 60_000 })
  if (lease === null) throw new Error('the lease is taken')
  const intent = {
    type: 'intend-step',
    runId,
    step: 'S1',
    kind: 'act',
    before: {},
    sendWithinMilliseconds: 2_000,
  } as const
  const actor = { ...working, token: lease.token } as const
  const outcome = await decideIncident(desk.database, id, intent, actor, lease)
  expect(outcome).toMatchObject({ ok: false, refusal: { missing: ['pause'] } })
  expect(outcome.state?.runs[0]?.paused).not.toBeNull()
})

it('what began at a snapshot is soon from entries alone, and only that is kept', async () => {
  const { id, title } = await longIncident()
  await forge(id, (state) => (state.title = 'of the snapshot'))
  forgetStates()
  forgetKept()
  expect(await shown(id, desk.database)).toMatchObject({ title: 'of the snapshot' })
  const told = async () => (await foldIncident(desk.database, id))?.title
  await expect.poll(told, { timeout: 20_000 }).toBe(title)
  const kept = async () => (await readSnapshot(desk.database, incidentStream(id)))?.state.title
  await expect.poll(kept, { timeout: 20_000 }).toBe(title)
})

it('a person decides on entries alone, whatever a snapshot says and this process has shown', async () => {
  const { id, sequence, declared } = await longIncident()
  await forge(id, (state) => Object.assign(state, { declared: null, status: 'proposed' }))
  forgetStates()
  expect(await shown(id)).toMatchObject({ declared: null })
  const declare = { type: 'declare-incident', class: 'region-failure', statement: 'again' } as const
  const outcome = await decideIncident(desk.database, id, declare, person('mara-okafor', 'account-mara-okafor'))
  expect(outcome).toMatchObject({ ok: false, state: { declared, sequence } })
  expect(await foldWhole(desk.database, id)).toMatchObject({ sequence })
})

/** A long incident whose entries cannot be folded, with a snapshot behind them that says they can. */
async function unfoldable(): Promise<IncidentState> {
  const incident = await longIncident()
  const { id, sequence } = incident
  // As a console that was misled would have left it: nothing that was written before can lead there.
  await withTransaction(desk.database, async (tx) => {
    const head = await lockStream(tx, incidentStream(id))
    const impossible = writtenEvent({ type: 'run.goGiven', payload: { runId: 'none', loss: null, requests: [] } })
    await storeEntries(tx, head, chainEntries(head, commanding, [impossible]))
  })
  await expect(foldWhole(desk.database, id)).rejects.toThrow(UnreadableEntry)
  const stream = incidentStream(id)
  const [last] = await readStream(desk.database, stream, { after: sequence })
  const snapshot = await readSnapshot(desk.database, stream)
  if (last === undefined || snapshot === null) throw new Error('none was kept')
  const content = JSON.stringify({ ...snapshot.state, sequence: last.sequence })
  await desk.database.incidentSnapshot.update({
    where: { stream },
    data: { content, sequence: last.sequence, hash: last.hash },
  })
  forgetStates()
  return incident
}

it('a kept state whose entries cannot be folded is shown no longer', async () => {
  const { id, title } = await unfoldable()
  expect(await shown(id, desk.database)).toMatchObject({ title })
  await expect.poll(() => shown(id).catch((error: unknown) => error)).toBeInstanceOf(UnreadableEntry)
  await expect(decideIncident(desk.database, id, note('on it'), commanding)).rejects.toThrow(UnreadableEntry)
})

it('a reader that is slower than its refutation does not bring it back', async () => {
  const { id, title } = await unfoldable()
  let goOn = (): void => undefined
  const refuted = new Promise<void>((resolve) => (goOn = resolve))
  const slow = desk.database.$extends({
    query: {
      $allOperations: async ({ args, query }) => {
        await refuted
        return query(args) as Promise<unknown>
      },
    },
  }) as unknown as Database
  const early = await shown(id)
  if (early === null) throw new Error('none is shown')
  const underWay = foldIncident(slow, id).catch((error: unknown) => error)
  rememberState(early, desk.database)
  await expect
    .poll(() => foldIncident(desk.database, id).catch((error: unknown) => error))
    .toBeInstanceOf(UnreadableEntry)
  rememberState(early)
  expect(rememberedHash(id)).toBeNull()
  await expect(foldIncident(desk.database, id)).rejects.toThrow(UnreadableEntry)
  goOn()
  expect(await underWay).not.toMatchObject({ title })
  await expect(foldIncident(desk.database, id)).rejects.toThrow(UnreadableEntry)
})

it('a person hears soon where the incident takes long to be read, and decides once it is', async () => {
  const { id, sequence } = await longIncident()
  const mara = person('mara-okafor', 'account-mara-okafor')
  forgetStates()
  const slow = new Client({ connectionString: desk.ownerUrl })
  await slow.connect()
  await slow.query('BEGIN')
  await slow.query('LOCK TABLE journal_entry')
  const began = performance.now()
  const refused = await decideIncident(desk.database, id, note('too soon'), mara)
  expect(performance.now() - began).toBeLessThan(2_000)
  expect(refused).toMatchObject({ ok: false, refusal: { code: 'still-reading' } })
  await slow.query('ROLLBACK')
  await slow.end()
  const again = () => decideIncident(desk.database, id, note('then'), mara)
  await expect.poll(again, { timeout: 10_000 }).toMatchObject({ ok: true, sequence: sequence + 1 })
})

it('what cannot be kept hurts nobody', async () => {
  const { id, sequence } = await longIncident()
  const owner = new Client({ connectionString: desk.ownerUrl })
  await owner.connect()
  await owner.query('DROP TABLE incident_snapshot')
  await owner.end()
  forgetKept()
  const outcome = await decideIncident(desk.database, id, note('one more'), commanding)
  expect(outcome).toMatchObject({ ok: true, sequence: sequence + 1 })
})
