import { Client } from 'pg'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { acquireLease, LeaseLostError, releaseLease } from '@/lib/db/lease'
import { lockStream } from '@/lib/db/lock-streams'
import { saveReading } from '@/lib/db/save-reading'
import { payloadLimitBytes } from '@/lib/domain/journal/entry'
import { withTransaction } from '@/lib/db/transaction'
import { abortRun } from '@/lib/services/abort-run'
import { pauseRun } from '@/lib/services/pause-run'
import { person } from '@/lib/testing/every-command'
import { momentWhen, stateKinds, type StateKind } from '@/lib/testing/every-state'
import { answerTo, createIncidentDesk, type IncidentDesk } from '@/lib/testing/incident-desk'
import { gone } from '@/lib/testing/region-failure'
import { frozenPlan } from '@/lib/testing/read-frozen-plan'
import { decideEach, decideIncident } from './decide-incident'
import { proofsRead } from '@/lib/testing/proofs-read'
import { incidentStream } from '@/lib/domain/run/incident-stream'
import { foldIncident, forgetStates } from './fold-incident'
import { IncidentPen } from './incident-pen'

let desk: IncidentDesk
beforeEach(async () => {
  desk = await createIncidentDesk()
})
afterEach(() => desk.drop())

const reading = { type: 'see-failure', tier: 'T0', at: '2026-11-19T02:40:00.000Z', source: 'Europe' } as const
const seen = { type: 'see-recovery', tier: 'T0', at: '2026-11-19T02:50:00.000Z', source: 'Europe' } as const
const worker = (holder: string, token: number) => ({ kind: 'worker', worker: holder, token }) as const

describe('the read tables', () => {
  const kinds: StateKind[] = ['fence unproven', 'promotion in doubt', 'approval voided', 'undo failed, left', 'closed']

  it.each(kinds)('are what folding the stream from nothing gives: %s', async (kind) => {
    expect(stateKinds).toContain(kind)
    await desk.write(momentWhen(kind).story)
    await desk.expectProjected()
  })

  it('move in the transaction of the entry, or not at all', async () => {
    const { story } = momentWhen('arming')
    const { id, sequence } = await desk.write(story)
    const broken = withTransaction(desk.database, async (tx) => {
      const pen = new IncidentPen(await lockStream(tx, incidentStream(id)), await foldIncident(tx, id))
      const paused = { type: 'run.paused', payload: { runId: story.runId(), reason: 'x' } } as const
      pen.say(person('mara-okafor'), [paused])
      await pen.store(tx)
      throw new Error('the plug is pulled')
    })
    await expect(broken).rejects.toThrow('the plug is pulled')
    expect(await desk.entries(id)).toHaveLength(sequence)
    await desk.expectProjected()
    expect((await foldIncident(desk.database, id))?.runs[0]?.paused).toBeNull()
  })

  it('never hold a history that cannot be read back', async () => {
    const { story } = momentWhen('arming')
    const { id, sequence } = await desk.write(story)
    const impossible = withTransaction(desk.database, async (tx) => {
      const pen = new IncidentPen(await lockStream(tx, incidentStream(id)), await foldIncident(tx, id))
      const event = { type: 'run.rolledBack', payload: { runId: story.runId() } } as const
      pen.say(person('mara-okafor'), [event])
      return pen.store(tx)
    })
    await expect(impossible).rejects.toThrow('is impossible')
    expect(await desk.entries(id)).toHaveLength(sequence)
  })
})

describe('groups of one transaction', () => {
  it('are decided each on what is there by then, and one that cannot be takes nothing from the others', async () => {
    const { story } = momentWhen('arming')
    const { id, sequence } = await desk.write(story)
    const runId = story.runId()
    const huge = { type: 'pause-run', runId, reason: 'x'.repeat(payloadLimitBytes) } as const
    const [tooLarge, paused, again] = await decideEach(
      desk.database,
      id,
      [[huge], [{ type: 'pause-run', runId, reason: 'wait' }], [{ type: 'pause-run', runId, reason: 'wait' }]],
      person('mara-okafor'),
    )
    expect(tooLarge).toEqual(
      expect.objectContaining({ message: expect.stringContaining('bytes of payload') as string }),
    )
    expect(paused).toMatchObject({ ok: true, sequence: sequence + 1 })
    expect(again).toMatchObject({ ok: false })
    expect((await desk.entries(id)).slice(sequence).map(({ type }) => type)).toEqual(['run.paused'])
    await desk.expectProjected()
  })
})

describe('a lease', () => {
  const key = 'incident:i-2041'

  it('lets its holder append, and nobody else: an old token changes nothing', async () => {
    const { id, sequence } = await desk.write(momentWhen('declared').story)
    const { database } = desk
    const first = await acquireLease(database, key, 'w-1', { milliseconds: 60_000 })
    if (first === null) throw new Error('the lease is taken')
    const by = (lease: typeof first, command: typeof reading | typeof seen) =>
      decideIncident(database, id, command, worker(lease.holder, lease.token), lease)
    expect(await by(first, seen)).toMatchObject({ ok: true })
    await releaseLease(database, first)
    const second = await acquireLease(database, key, 'w-2', { milliseconds: 60_000 })
    if (second === null) throw new Error('the lease is taken')
    await expect(by(first, reading)).rejects.toThrow(LeaseLostError)
    expect(second.token).toBeGreaterThan(first.token)
    const lose = { ...seen, type: 'lose-recovery' } as const
    await expect(decideIncident(database, id, lose, worker('w-1', first.token), first)).rejects.toThrow(LeaseLostError)
    const forged = { ...first, token: second.token }
    await expect(decideIncident(database, id, lose, worker('w-1', second.token), forged)).rejects.toThrow(
      LeaseLostError,
    )
    expect(await desk.entries(id)).toHaveLength(sequence + 1)
    expect(await decideIncident(database, id, lose, worker('w-2', second.token), second)).toMatchObject({ ok: true })
    await desk.expectProjected()
  })

  it('that ran out while nobody took it over still lets its holder append', async () => {
    const { id, sequence } = await desk.write(momentWhen('declared').story)
    const lease = await acquireLease(desk.database, key, 'w-1', { milliseconds: 1 })
    if (lease === null) throw new Error('the lease is taken')
    await desk.database.$executeRaw`SELECT pg_sleep(0.01)`
    const outcome = await decideIncident(desk.database, id, seen, worker('w-1', lease.token), lease)
    expect(outcome).toMatchObject({ ok: true, sequence: sequence + 1 })
  })
})

describe('the one-way step', () => {
  it('is intended over the loss as it is read in that transaction', async () => {
    const story = gone().does('S6')
    const { id } = await desk.write(story)
    await desk.readNow()
    const requestId = story.state.runs[0]?.go?.requests[0] ?? ''
    const lease = await acquireLease(desk.database, `incident:${id}`, 'w-1', { milliseconds: 60_000 })
    if (lease === null) throw new Error('the lease is taken')
    const intend = async (step: string) => {
      const read = proofsRead({ ...story, now: () => new Date(Date.now()).toISOString() }, step)
      const command = {
        runId: story.runId(),
        step,
        kind: 'act',
        before: {},
        ...read,
        sendWithinMilliseconds: 5_000,
      } as const
      return decideIncident(desk.database, id, { type: 'intend-step', ...command }, worker('w-1', lease.token), lease)
    }
    await saveReading(desk.database, {
      ...answerTo(frozenPlan(), 'west-heartbeat'),
      observedAt: new Date(),
      value: { writtenAt: '2026-11-19T02:41:03.000Z' },
    })
    // What a version that was imported since says of the same name is another's answer.
    await saveReading(desk.database, {
      ...answerTo(frozenPlan(), 'west-heartbeat'),
      question: 'of the newest version',
      observedAt: new Date(),
      value: { writtenAt: '2026-11-19T02:41:07.000Z' },
    })
    const late = await decideIncident(
      desk.database,
      id,
      {
        type: 'intend-step',
        ...{ runId: story.runId(), step: 'S7', kind: 'act', before: {}, sendWithinMilliseconds: 5_000 },
        ...proofsRead({ ...story, now: () => new Date(Date.now() - 2_500).toISOString() }, 'S7'),
      },
      worker('w-1', lease.token),
      lease,
    )
    expect(late, 'read again too long before, by the database’s clock').toMatchObject({
      ok: false,
      refusal: { missing: ['S1', 'S2', 'S6'] },
    })
    const stopped = await intend('S7')
    if (!stopped.ok) throw new Error(stopped.refusal.message)
    expect(stopped.state.requests[requestId]?.ended).toMatchObject({
      as: 'voided',
      reason: 'loss 4000 ms is above the approved 1500 ms',
    })
    expect(stopped.state.runs[0]?.steps['S7']?.attempts ?? []).toEqual([])
    expect(await intend('S7')).toMatchObject({ ok: false, refusal: { code: 'not-approved' } })
  })
})

describe('the cache of folded states', () => {
  const abort = (id: string, runId: string) =>
    abortRun(desk.as('mara-okafor'), { incidentId: id, runId, reason: 'stop now' })

  it('changes nothing: with it and without it the state is the same', async () => {
    const { story } = momentWhen('going')
    const { id } = await desk.write(story)
    await abort(id, story.runId())
    const warm = await foldIncident(desk.database, id)
    forgetStates()
    expect(await foldIncident(desk.database, id)).toEqual(warm)
    expect(warm?.runs[0]?.status).toBe('stopping')
  })

  it('is given up when the journal lost its last entries: what was promised is decided again', async () => {
    const { story } = momentWhen('going')
    const { id, sequence } = await desk.write(story)
    await pauseRun(desk.as('mara-okafor'), { incidentId: id, runId: story.runId(), reason: 'look first' })
    await lastEntriesLost(id, sequence)
    expect((await foldIncident(desk.database, id))?.runs[0]?.paused).toBeNull()
    await abort(id, story.runId())
    const types = (await desk.entries(id)).slice(sequence).map(({ type }) => type)
    expect(types).toEqual(['run.abortRequested'])
    expect((await foldIncident(desk.database, id))?.runs[0]).toMatchObject({ status: 'stopping', paused: null })
  })

  it('does not keep an abort from coming back that the journal lost: it was on record beside it', async () => {
    const { story } = momentWhen('going')
    const { id, sequence } = await desk.write(story)
    await abort(id, story.runId())
    await lastEntriesLost(id, sequence)
    expect((await foldIncident(desk.database, id))?.runs[0]?.status).toBe('going')
    await decideIncident(desk.database, id, [], worker('w-1', 1))
    expect((await foldIncident(desk.database, id))?.runs[0]?.status).toBe('stopping')
  })

  /** A standby that had not received the last entries was promoted. */
  async function lastEntriesLost(id: string, after: number): Promise<void> {
    const owner = new Client({ connectionString: desk.ownerUrl })
    await owner.connect()
    try {
      await owner.query('ALTER TABLE journal_entry DISABLE TRIGGER USER')
      const stream = incidentStream(id)
      await owner.query('DELETE FROM journal_entry WHERE stream = $1 AND sequence > $2', [stream, after])
      await owner.query(
        `UPDATE journal_head SET sequence = $2,
           hash = (SELECT hash FROM journal_entry WHERE stream = $1 AND sequence = $2) WHERE stream = $1`,
        [stream, after],
      )
      await owner.query('ALTER TABLE journal_entry ENABLE TRIGGER USER')
      await owner.query(`UPDATE run SET status = 'going' WHERE incident_id = $1`, [id])
      await owner.query('UPDATE incident SET sequence = $2 WHERE id = $1', [id, after])
    } finally {
      await owner.end()
    }
  }
})
