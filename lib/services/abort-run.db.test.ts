import { Client } from 'pg'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { actingLimits, createDatabase, type Database } from '@/lib/db/client'
import { decideIncident } from '@/lib/db/incident/decide-incident'
import { lockStream } from '@/lib/db/lock-streams'
import { foldWhole } from '@/lib/db/incident/fold-incident'
import { IncidentPen } from '@/lib/db/incident/incident-pen'
import { readStops, registerStop } from '@/lib/db/run-stops'
import { withTransaction } from '@/lib/db/transaction'
import type { Actor } from '@/lib/domain/access/actor'
import type { IncidentEvent } from '@/lib/domain/run/events/event'
import { incidentStream } from '@/lib/domain/run/incident-stream'
import { currentAttempt } from '@/lib/domain/run/state'
import { stopEvent } from '@/lib/domain/run/stop-register'
import { person, working } from '@/lib/testing/every-command'
import { createIncidentDesk, type IncidentDesk } from '@/lib/testing/incident-desk'
import { momentWhen } from '@/lib/testing/every-state'
import { frozenPlan } from '@/lib/testing/read-frozen-plan'
import { recordedStop } from '@/lib/queries/recorded-stop'
import { abortRun } from './abort-run'
import { resumeRun } from './resume-run'

let desk: IncidentDesk
let hanging: Database
let aborting: Database
beforeEach(async () => {
  desk = await createIncidentDesk()
  hanging = createDatabase(desk.url, { connections: 1, name: 'breakwater-hangs' })
  aborting = createDatabase(desk.url, { ...actingLimits, connections: 16, name: 'breakwater-abort' })
})
afterEach(async () => {
  await Promise.all([hanging.$disconnect(), aborting.$disconnect()])
  await desk.drop()
})

const asking = (person = 'mara-okafor') => ({ ...desk.as(person), database: aborting })

/** A process that hangs in the middle of a command, with the head of the stream. */
async function hangIn(id: string): Promise<{ ended: Promise<string> }> {
  let locked: () => void = () => undefined
  const held = new Promise<void>((resolve) => (locked = resolve))
  const command = hanging
    .$transaction(async (tx) => {
      await lockStream(tx, incidentStream(id))
      locked()
      await new Promise((resolve) => setTimeout(resolve, 6_000))
    })
    .then(
      () => 'committed',
      () => 'ended',
    )
  await held
  return { ended: command }
}

describe('an abort', () => {
  it('of what nothing can be named is refused as such, and so is the question what became of it', async () => {
    const { story } = momentWhen('going')
    const { id } = await desk.write(story)
    const input = { incidentId: id, runId: story.runId(), reason: 'stop now' }
    for (const odd of ['R\u00001', 'R\ud83d'])
      for (const field of ['incidentId', 'runId'] as const)
        await expect(abortRun(asking(), { ...input, [field]: odd })).rejects.toMatchObject({
          refusal: { code: 'bad-input' },
        })
    const of = { incidentId: id, press: 'a'.repeat(32), person: 'mara-okafor' }
    expect(await recordedStop({ ...of, incidentId: 'i\u0000' }, desk.database)).toBeNull()
    expect(await recordedStop({ ...of, press: 'p\u0000' }, desk.database)).toBeNull()
  })

  it('is on record within 2 s for each of six who ask while a process hangs in a command, and gets its entries', async () => {
    const { story } = momentWhen('going')
    const { id, sequence } = await desk.write(story)
    const command = await hangIn(id)
    const began = performance.now()
    const people = ['mara-okafor', 'tomas-varga', 'ines-duarte', 'kenji-sato', 's-bello', 'a-lindqvist']
    const input = { incidentId: id, runId: story.runId(), reason: 'stop now' }
    const answers = await Promise.all(people.map((person) => abortRun(asking(person), input)))
    expect(performance.now() - began).toBeLessThan(2_000)
    expect(answers.map((answer) => answer.incidentId)).toEqual(people.map(() => id))
    expect(await command.ended).toBe('ended')
    // Whoever appends next writes what is on record first.
    const worker: Actor = { kind: 'worker', worker: 'w-1', token: 1 }
    await decideIncident(desk.database, id, [], worker)
    const entries = (await desk.entries(id)).slice(sequence)
    expect(entries.map(({ type }) => type)).toEqual(people.map(() => 'run.abortRequested'))
    expect(new Set(entries.map(({ actor }) => (actor.kind === 'person' ? actor.person : '')))).toEqual(new Set(people))
    await desk.expectProjected()
  })

  it('is answered without its entry after 2 s at most, however long its own connections would wait for the stream', async () => {
    const { story } = momentWhen('going')
    const { id } = await desk.write(story)
    const patient = createDatabase(desk.url, { connections: 2, name: 'breakwater-patient' })
    const holder = new Client({ connectionString: desk.url })
    await holder.connect()
    await holder.query('BEGIN')
    await holder.query('SELECT FROM journal_head WHERE stream = $1 FOR UPDATE', [incidentStream(id)])
    const began = performance.now()
    const answer = await abortRun(
      { ...asking(), database: patient },
      { incidentId: id, runId: story.runId(), reason: 'stop now' },
    )
    expect(performance.now() - began).toBeLessThan(2_000)
    expect(answer).toMatchObject({ incidentId: id, sequence: null })
    await holder.query('ROLLBACK')
    await holder.end()
    await patient.$disconnect()
  })

  it('can be asked about by whoever had no answer, and by nobody else', async () => {
    const { story } = momentWhen('going')
    const { id } = await desk.write(story)
    const press = 'a'.repeat(32)
    const of = { incidentId: id, press, person: 'mara-okafor' }
    expect(await recordedStop(of, desk.database)).toBeNull()
    const answer = await abortRun(asking(), { incidentId: id, runId: story.runId(), reason: 'stop now' }, press)
    const found = await recordedStop(of, desk.database)
    expect(found).toMatchObject({ incidentId: id, sequence: answer.sequence })
    expect(found?.sequence).not.toBeNull()
    expect(await recordedStop({ ...of, person: 'tomas-varga' }, desk.database)).toBeNull()
    expect(await recordedStop({ ...of, press: 'b'.repeat(32) }, desk.database)).toBeNull()
  })

  it('stands before whatever is appended after it: nothing is intended, and going on is a decision of its own', async () => {
    const { story } = momentWhen('going')
    const { id, sequence } = await desk.write(story)
    const runId = story.runId()
    const stream = incidentStream(id)
    const asked = { stream, incidentId: id, runId, person: 'mara-okafor', account: 'account-mara-okafor', reason: '' }
    const stop = await registerStop(desk.database, asked)
    const intend = {
      type: 'intend-step',
      runId,
      step: 'S6',
      kind: 'act',
      before: {},
      sendWithinMilliseconds: 2_000,
    } as const
    const worker: Actor = { kind: 'worker', worker: 'w-1', token: 1 }
    const refused = await decideIncident(desk.database, id, intend, worker)
    expect(refused).toMatchObject({ ok: false, refusal: { code: 'not-now' } })
    const [entry] = (await desk.entries(id)).slice(sequence)
    expect(entry).toMatchObject({
      type: 'run.abortRequested',
      actor: { kind: 'person', person: 'mara-okafor' },
      payload: { stop: stop?.id, askedAt: stop?.at },
    })
    const open = Object.values(story.state.runs[0]?.steps ?? {}).filter((step) => currentAttempt(step) !== null)
    for (const { id: step, attempts } of open)
      await decideIncident(
        desk.database,
        id,
        { type: 'withdraw-attempt', runId, step, attempt: attempts.length, reason: 'stopped by abort' },
        worker,
      )
    await decideIncident(desk.database, id, { type: 'stop-run', runId }, worker)
    await resumeRun(desk.as('mara-okafor'), { incidentId: id, runId })
    const outcome = await decideIncident(desk.database, id, [], worker)
    expect(outcome.state?.runs[0], 'an abort is heard once').toMatchObject({ status: 'arming', abort: null })
    await desk.expectProjected()
  })

  it('is not registered for a run that is over, and says why', async () => {
    const { story } = momentWhen('rolled back')
    const { id } = await desk.write(story)
    const input = { incidentId: id, runId: story.runId(), reason: '' }
    await expect(abortRun(asking(), input)).rejects.toMatchObject({ refusal: { code: 'not-now' } })
    expect(await desk.database.runStop.count()).toBe(0)
  })

  /** What another process appends while it holds the head; the abort is registered behind its back. */
  async function abortWhile(id: string, runId: string, actor: Actor, events: readonly IncidentEvent[]) {
    let answer: Promise<unknown> = Promise.resolve()
    await withTransaction(desk.database, async (tx) => {
      const pen = new IncidentPen(await lockStream(tx, incidentStream(id)), await foldWhole(tx, id))
      pen.say(actor, events)
      await pen.store(tx)
      answer = abortRun(asking(), { incidentId: id, runId, reason: 'stop it' }).catch((error: unknown) => error)
      await expect.poll(() => desk.database.runStop.count()).toBe(1)
    })
    return answer
  }

  it('is told that the run is over where it ended meanwhile, and gets no number of another entry', async () => {
    const { story } = momentWhen('all done')
    const { id, sequence } = await desk.write(story)
    const runId = story.runId()
    const answer = await abortWhile(id, runId, working, [
      { type: 'run.completed', payload: { runId, outcome: 'recovered' } },
    ])
    expect(answer).toMatchObject({ refusal: { code: 'not-now', message: 'The run is over: completed.' } })
    await decideIncident(desk.database, id, [], working)
    expect((await desk.entries(id)).slice(sequence).map(({ type }) => type)).toEqual(['run.completed'])
  })

  it('stops the run that takes the place of the one it was asked of meanwhile', async () => {
    const { story } = momentWhen('relapsed')
    const { id } = await desk.write(story)
    const next = story.copy()
    next.at('03:06:00').by('mara-okafor', { type: 'start-run', runbook: 'region-failover' })
    const events = next.events
      .slice(story.events.length)
      .map(({ type, payload }) => ({ type, payload }) as IncidentEvent)
    const answer = await abortWhile(id, story.runId(), person('s-bello', 'account-s-bello'), events)
    const entry = (await desk.entries(id)).at(-1)
    const runId = next.runId()
    expect(entry).toMatchObject({ type: 'run.abortRequested', payload: { runId, reason: 'stop it' } })
    expect(answer).toMatchObject({ sequence: entry?.sequence })
    const outcome = await decideIncident(desk.database, id, [], working)
    expect(outcome.state?.runs.map(({ status }) => status)).toEqual(['superseded', 'stopping'])
    await desk.expectProjected()
  })

  it('is told what goes on where the run was superseded before', async () => {
    const { story } = momentWhen('relapsed')
    const runId = story.runId()
    story.at('03:06:00').by('mara-okafor', { type: 'start-run', runbook: 'region-failover' })
    const { id } = await desk.write(story)
    const answer = abortRun(asking(), { incidentId: id, runId, reason: '' })
    const message = expect.stringContaining(`${story.runId()} goes on`) as string
    await expect(answer).rejects.toMatchObject({ refusal: { code: 'not-now', message } })
  })

  it('is answered with the number of its own entry, whatever was appended since', async () => {
    const { story } = momentWhen('going')
    const { id, sequence } = await desk.write(story)
    const runId = story.runId()
    let answer: Promise<unknown> = Promise.resolve()
    await withTransaction(desk.database, async (tx) => {
      const head = await lockStream(tx, incidentStream(id))
      answer = abortRun(asking(), { incidentId: id, runId, reason: '' })
      await expect.poll(() => desk.database.runStop.count()).toBe(1)
      const state = await foldWhole(tx, id)
      const pen = new IncidentPen(head, state)
      const [stop] = await readStops(tx, incidentStream(id))
      if (state === null || stop === undefined) throw new Error('nothing to stop')
      const { event, actor } = stopEvent(state, frozenPlan().plan, stop)
      pen.say(actor, [event])
      pen.say(working, [
        {
          type: 'incident.decisionRecorded',
          payload: { kind: 'note', runId: null, subject: null, statement: 'later' },
        },
      ])
      await pen.store(tx)
    })
    expect(await answer).toMatchObject({ sequence: sequence + 1 })
  })
})
