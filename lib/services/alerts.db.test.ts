import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { foldIncident } from '@/lib/db/incident/fold-incident'
import { IncidentPen } from '@/lib/db/incident/incident-pen'
import { lockStream } from '@/lib/db/lock-streams'
import { withTransaction } from '@/lib/db/transaction'
import { incidentStream } from '@/lib/domain/run/incident-stream'
import { canonicalEnvironment } from '@/lib/domain/plan/canonical-plan'
import { DomainError } from '@/lib/domain/errors'
import { createIncidentDesk, type IncidentDesk } from '@/lib/testing/incident-desk'
import { frozenPlan } from '@/lib/testing/read-frozen-plan'
import { readAlertSource } from '@/lib/queries/alert-sources'
import { MissingSecret } from '@/lib/secrets'
import { assignDuty } from './assign-duty'
import { closeIncident } from './close-incident'
import { proposeIncident } from './propose-incident'
import { receiveWebhook } from './receive-webhook'

let desk: IncidentDesk
beforeEach(async () => {
  desk = await createIncidentDesk()
})
afterEach(async () => {
  await desk.expectProjected().finally(() => desk.drop())
})

const startsAt = '2026-11-19T02:44:07.123456Z'
const alert = (change: object = {}) => ({
  status: 'firing',
  labels: { alertname: 'CheckoutSLOBreach', region: 'us-east-1' },
  annotations: { summary: 'Checkout breaches its SLO in us-east-1' },
  startsAt,
  endsAt: '0001-01-01T00:00:00Z',
  generatorURL: 'http://prometheus/graph',
  fingerprint: '8c2e',
  ...change,
})
const body = (...alerts: object[]) => ({ version: '4', receiver: 'breakwater', groupKey: '{}', alerts })

async function send(given: unknown, options: { authorization?: string | null; secret?: string } = {}) {
  const { authorization = 'Bearer lab-token', secret = 'lab-token' } = options
  const webhook = { planKey: 'orderflow', environment: 'lab', authorization, body: () => Promise.resolve(given) }
  try {
    return await receiveWebhook(desk.database, webhook, () => Promise.resolve(secret))
  } catch (error) {
    if (error instanceof DomainError) return error.refusal.code
    throw error
  }
}
const neverRead = () => Promise.reject(new Error('it was read'))
const unproven = { code: 'forbidden', message: 'The alert does not prove where it comes from.' }
const incidents = () => desk.database.incident.count()

describe('whose alert it is', () => {
  it.each<[string, string | null, string]>([
    ['no token', null, 'lab-token'],
    ['another token', 'Bearer lab-tokem', 'lab-token'],
    ['a token that only begins right', 'Bearer lab-token2', 'lab-token'],
    ['the token in another scheme', 'Basic lab-token', 'lab-token'],
    ['an empty token where the secret is empty', 'Bearer ', ''],
    ['no token where the secret is empty', null, ''],
  ])('is not taken with %s', async (_, authorization, secret) => {
    expect(await send(body(alert()), { authorization, secret })).toBe('forbidden')
    expect(await incidents()).toBe(0)
  })

  it('is never taken where the environment has no token, nor for one that does not exist', async () => {
    const { plan, environment } = frozenPlan()
    const { alerts: _, ...without } = environment
    const bound = canonicalEnvironment(without)
    await desk.database.environmentVersion.create({
      data: { planKey: plan.key, name: 'mute', hash: bound.hash, content: bound.content },
    })
    await desk.database.environmentHead.create({ data: { planKey: plan.key, name: 'mute', hash: bound.hash } })
    const to = (planKey: string, environment_: string) =>
      receiveWebhook(
        desk.database,
        { planKey, environment: environment_, authorization: 'Bearer x', body: () => Promise.resolve(body(alert())) },
        () => Promise.resolve('x'),
      )
    await expect(to('orderflow', 'mute')).rejects.toMatchObject({ refusal: unproven })
    await expect(to('orderflow', 'nowhere')).rejects.toMatchObject({ refusal: unproven })
    await expect(to('another', 'lab')).rejects.toMatchObject({ refusal: unproven })
    expect(await incidents()).toBe(0)
  })

  it.each<[string, unknown]>([
    ['nothing', null],
    ['a list', [alert()]],
    ['another version', { ...body(alert()), version: '3' }],
    ['an alert without a time', body(alert({ startsAt: 'now' }))],
    ['an alert without a fingerprint', body(alert({ fingerprint: '' }))],
  ])('is refused as %s', async (_, given) => {
    expect(await send(given)).toBe('bad-input')
    expect(await incidents()).toBe(0)
  })
})

describe('what an alert does', () => {
  it('proposes an incident with the duties of the directory, and declares nothing', async () => {
    const [id] = await send(body(alert()))
    const entries = await desk.entries(id ?? '')
    expect(entries[0]).toMatchObject({
      type: 'incident.proposed',
      actor: { kind: 'alert-source', source: 'alertmanager breakwater' },
      payload: { title: 'Checkout breaches its SLO in us-east-1', alert: { startsAt: '2026-11-19T02:44:07.123Z' } },
    })
    const duties = entries.flatMap((e) => (e.type === 'incident.dutyAssigned' ? [e.payload.duty] : []))
    expect(duties).toContain('database')
    expect(duties).not.toContain('commander')
    expect(entries.map(({ type }) => type)).not.toContain('incident.declared')
  })

  it('resent changes nothing, and its end and its next beginning are told once each', async () => {
    const [id = ''] = await send(body(alert()))
    const length = async () => (await desk.entries(id)).length
    const before = await length()
    for (let again = 0; again < 3; again += 1) expect(await send(body(alert()))).toEqual([id])
    expect(await length()).toBe(before)
    for (let again = 0; again < 2; again += 1) await send(body(alert({ status: 'resolved' })))
    expect(await length()).toBe(before + 1)
    await send(body(alert({ startsAt: '2026-11-19T03:00:00Z' })))
    expect(await length()).toBe(before + 2)
    expect(await incidents()).toBe(1)
  })

  it('of which many come at once opens one incident that all of them join', async () => {
    const sent = await Promise.all(
      Array.from({ length: 12 }, (_, index) => send(body(alert({ fingerprint: `f-${index % 4}` })))),
    )
    expect(new Set(sent.flat()).size).toBe(1)
    expect(await incidents()).toBe(1)
    const known = (await desk.entries(String(sent[0]?.[0]))).filter(
      ({ type }) => type === 'incident.proposed' || type === 'incident.alertReceived',
    )
    expect(known).toHaveLength(4)
  })

  it('is heard in a group larger and longer than anybody expects', async () => {
    const ended = Array.from({ length: 150 }, (_, i) => alert({ status: 'resolved', fingerprint: `${i}` }))
    const labels = { alertname: 'CheckoutSLOBreach', region: 'us-east-1', query: 'x'.repeat(3_000) }
    expect(await send(body(...ended, alert({ labels })))).toHaveLength(1)
    expect(await incidents()).toBe(1)
  })

  it('that is only an end opens nothing', async () => {
    expect(await send(body(alert({ status: 'resolved' })))).toEqual([])
    expect(await incidents()).toBe(0)
  })

  const closedBy = async (person: string, incidentId: string) => {
    await assignDuty(desk.as(person), { incidentId, duty: 'commander', person })
    await closeIncident(desk.as(person), { incidentId, reason: 'false alarm' })
  }

  it('after the incident was closed proposes another', async () => {
    const [id = ''] = await send(body(alert()))
    await closedBy('mara-okafor', id)
    const [next] = await send(body(alert({ startsAt: '2026-11-19T04:00:00Z' })))
    expect(next).not.toBe(id)
  })

  it('sent again after the incident was closed opens nothing: neither the first nor one that joined', async () => {
    const [id = ''] = await send(body(alert()))
    await send(body(alert({ fingerprint: 'joined', startsAt: '2026-11-19T02:50:00Z' })))
    await closedBy('mara-okafor', id)
    expect(await send(body(alert()))).toEqual([])
    expect(await send(body(alert({ fingerprint: 'joined', startsAt: '2026-11-19T02:50:00Z' })))).toEqual([])
    expect(await send(body(alert({ fingerprint: 'other' })))).toHaveLength(1)
  })

  it('with more and longer labels than an entry holds is recorded with those that fit, its name among them', async () => {
    const many = Object.fromEntries(Array.from({ length: 300 }, (_, i) => [`a${i}`, '€'.repeat(500)]))
    const [id = ''] = await send(body(alert({ labels: { ...many, alertname: 'Named' } })))
    const [proposed] = await desk.entries(id)
    if (proposed?.type !== 'incident.proposed') throw new Error('nothing was proposed')
    expect(proposed.payload.alert?.name).toBe('Named')
    expect(Object.keys(proposed.payload.alert?.labels ?? {}).length).toBeLessThanOrEqual(50)
    expect(Object.keys(proposed.payload.alert?.labels ?? {})).toContain('alertname')
  })
})

describe('who is heard', () => {
  it('not at all while the secret is missing, and that is kept where people look', async () => {
    const webhook = { planKey: 'orderflow', environment: 'lab', authorization: 'Bearer x', body: neverRead }
    const missing = () => Promise.reject(new MissingSecret('secret file:alerts: no such file'))
    await expect(receiveWebhook(desk.database, webhook, missing)).rejects.toThrow('no such file')
    expect((await source()).refused).toMatchObject({ because: 'secret file:alerts: no such file' })
  })

  it('not read before the token', async () => {
    for (const planKey of ['orderflow', 'another']) {
      const webhook = { planKey, environment: 'lab', authorization: 'Bearer wrong', body: neverRead }
      await expect(receiveWebhook(desk.database, webhook, () => Promise.resolve('right'))).rejects.toMatchObject({
        refusal: unproven,
      })
    }
  })

  const source = () => readAlertSource(desk.database, 'orderflow', 'lab')
  const watchdog = alert({ labels: { alertname: 'Watchdog' }, fingerprint: 'w' })

  it('by its heartbeat, which proposes nothing', async () => {
    expect(await source()).toEqual({ heardAt: null, heartbeatAt: null, refused: null })
    expect(await send(body(watchdog))).toEqual([])
    expect(await incidents()).toBe(0)
    expect((await source()).heartbeatAt).not.toBeNull()
    const { heartbeatAt } = await source()
    await send(body(alert()))
    expect(await source()).toMatchObject({ heartbeatAt, refused: null })
    expect((await source()).heardAt ?? '').not.toBe(heartbeatAt)
  })

  it('not by a heartbeat that has ended', async () => {
    await send(body({ ...watchdog, status: 'resolved' }))
    expect((await source()).heartbeatAt).toBeNull()
  })

  it.each<[string, unknown, string | null, RegExp]>([
    ['no token', body(alert()), null, /does not prove where it comes from/],
    ['another version', { ...body(alert()), version: '1', orgId: 1 }, 'Bearer lab-token', /found version "1".*Grafana/],
    ['an alert without a time', body(alert({ startsAt: 'now' })), 'Bearer lab-token', /alerts\.0\.startsAt/],
  ])('refused for %s, in words that are kept and counted', async (_, given, authorization, because) => {
    await send(given, { authorization })
    await send(given, { authorization })
    expect((await source()).refused).toMatchObject({ count: 2, because: expect.stringMatching(because) as string })
  })
})

it('opens a live incident of its own while a drill is under way, and is no line of the drill', async () => {
  const input = { planKey: 'orderflow', environment: 'lab', title: 'Quarterly drill', mode: 'simulation' } as const
  const drill = await proposeIncident(desk.as('mara-okafor'), input)
  const [live] = (await send(body(alert()))) as string[]
  expect(live).not.toBe(drill.incidentId)
  expect(await desk.database.incident.findUnique({ where: { id: live ?? '' } })).toMatchObject({ mode: 'live' })
  const told = await desk.entries(drill.incidentId)
  expect(told.map(({ type }) => type)).not.toContain('incident.alertReceived')
  expect(await send(body(alert())), 'the same alert again joins the live one').toEqual([live])
})

it('that meets an incident in the moment it is closed opens one of its own: what is refused is not sent again', async () => {
  const [first = ''] = (await send(body(alert()))) as string[]
  const other = alert({ fingerprint: '9d3f', startsAt: '2026-11-19T02:50:00.000Z' })
  let sent: Promise<unknown> = Promise.resolve()
  await withTransaction(desk.database, async (tx) => {
    const head = await lockStream(tx, incidentStream(first))
    const state = await foldIncident(tx, first)
    // The sender has found the incident open by now, and waits for its stream.
    sent = send(body(other))
    await new Promise((resolve) => setTimeout(resolve, 400))
    const pen = new IncidentPen(head, state)
    pen.say({ kind: 'person', person: 'mara-okafor', account: 'account-mara-okafor' }, [
      { type: 'incident.closed', payload: { reason: 'a false alarm' } },
    ])
    await pen.store(tx)
  })
  const [joined = ''] = (await sent) as string[]
  expect(joined).not.toBe(first)
  expect(await desk.database.incident.findUnique({ where: { id: joined } })).toMatchObject({ closedAt: null })
  expect((await desk.entries(first)).at(-1)?.type).toBe('incident.closed')
})
