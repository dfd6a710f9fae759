import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { eventually, startSmallLab, type SmallLab } from '../testing/start-small-lab'
import { createAlertmanagerSystem } from './create-alertmanager-system'

interface Received {
  authorization: string | undefined
  message: {
    version: string
    status: string
    groupKey: string
    commonLabels: Record<string, string>
    alerts: { fingerprint: string; startsAt: string; endsAt: string }[]
  }
}

/** The rule's `for` of three minutes lasts 180 ms, the repeat interval of a minute 300 ms. */
const input = { timeScale: 1000, serviceTimes: { alertRepeat: 300_000 } }
let lab: SmallLab
let receiver: Server
/** Of the outage's alert, and of the one that always fires. */
let received: Received[]
let heartbeats: Received[]
let answerWith: number

beforeEach(async () => {
  received = []
  heartbeats = []
  answerWith = 200
  receiver = createServer((request, response) => {
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('end', () => {
      const message = JSON.parse(Buffer.concat(chunks).toString()) as Received['message']
      const list = message.commonLabels['alertname'] === 'Watchdog' ? heartbeats : received
      list.push({ authorization: request.headers.authorization, message })
      response.writeHead(answerWith).end()
    })
  })
  await new Promise<void>((resolve) => receiver.listen(0, '127.0.0.1', resolve))
  lab = await startSmallLab([{ name: 'alertmanager', create: createAlertmanagerSystem }], input)
})
afterEach(async () => {
  await lab.end()
  receiver.closeAllConnections()
  await new Promise((resolve) => receiver.close(resolve))
})

function register(body: object, headers: Record<string, string> = {}): Promise<Response> {
  return fetch(`${lab.url('alertmanager')}/receivers`, { method: 'POST', headers, body: JSON.stringify(body) })
}

async function loseRegion(): Promise<void> {
  await eventually('orders are placed', () => lab.lab.world.checkoutErrorRatio() === 0)
  lab.lab.world.setReachability('us-east-1', 'dark-reset')
  await eventually('checkout fails', () => lab.lab.world.checkoutFailingSince() !== null)
}

const url = () => `http://127.0.0.1:${(receiver.address() as AddressInfo).port}/alerts`
const statuses = () => received.map(({ message }) => message.status)

describe('Alertmanager', () => {
  it('notifies after the rule has held, repeats, and says when it is over', async () => {
    expect((await register({ url: url() })).status).toBe(201)
    await loseRegion()
    const failingSince = lab.lab.world.checkoutFailingSince() ?? 0
    await eventually('two notifications', () => received.length >= 2)
    const [first, second] = received
    expect(first?.authorization).toBe(`Bearer ${lab.secret('alertmanager-webhook-token')}`)
    expect(first?.message).toMatchObject({
      version: '4',
      status: 'firing',
      commonLabels: { alertname: 'CheckoutSLOBreach', region: 'us-east-1' },
      alerts: [{ endsAt: '0001-01-01T00:00:00Z', startsAt: new Date(failingSince + 180).toISOString() }],
    })
    expect(second?.message).toEqual(first?.message)
    const active = (await (await fetch(`${lab.url('alertmanager')}/api/v2/alerts`)).json()) as { fingerprint: string }[]
    expect(active[0]?.fingerprint).toBe(first?.message.alerts[0]?.fingerprint)
    expect(active).toHaveLength(2)
    lab.lab.world.setReachability('us-east-1', 'ok')
    await eventually('a resolved notification', () => statuses().includes('resolved'))
    const last = received.at(-1)?.message
    expect(last?.groupKey).toBe(first?.message.groupKey)
    expect(Date.parse(last?.alerts[0]?.endsAt ?? '')).toBeGreaterThan(failingSince)
    const count = received.length
    await new Promise((resolve) => setTimeout(resolve, 500))
    expect(received).toHaveLength(count)
  })

  it('says all the time that it is there, to everybody who is to be notified, also on a calm day', async () => {
    await new Promise((resolve) => setTimeout(resolve, 100))
    expect(heartbeats).toEqual([])
    await register({ url: url() })
    await eventually('a second heartbeat', () => heartbeats.length >= 2)
    expect(heartbeats[0]?.message).toMatchObject({ status: 'firing', commonLabels: { alertname: 'Watchdog' } })
    expect(received).toEqual([])
  })

  it('does not notify of a breach shorter than the rule', async () => {
    await register({ url: url() })
    await loseRegion()
    lab.lab.world.setReachability('us-east-1', 'ok')
    await eventually('checkout works', () => lab.lab.world.checkoutFailingSince() === null)
    await new Promise((resolve) => setTimeout(resolve, 400))
    expect(received).toEqual([])
  })

  it('tries again until the receiver has taken it, also after a restart', async () => {
    answerWith = 503
    await register({ url: url(), token: 'own-secret' })
    await loseRegion()
    await eventually('a first try', () => received.length === 1)
    lab = await lab.restart()
    answerWith = 200
    await eventually('a second try', () => received.length === 2)
    expect(received[1]?.authorization).toBe('Bearer own-secret')
    const starts = received.map(({ message }) => message.alerts[0]?.startsAt)
    expect(starts[1]).toBe(starts[0])
  })

  it('tells the same receivers after a reset, with their secrets', async () => {
    await register({ url: url(), token: 'own-secret' })
    await eventually('a first heartbeat', () => heartbeats.length > 0)
    await lab.reset()
    heartbeats = []
    await eventually('a heartbeat after the reset', () => heartbeats.length > 0)
    expect(heartbeats[0]?.authorization).toBe('Bearer own-secret')
  })

  it('takes a receiver once, not from a browser, and shows no secret', async () => {
    const body = { url: 'http://127.0.0.1:9/x', token: 'own-secret' }
    expect((await register(body, { origin: 'http://evil.example' })).status).toBe(403)
    expect((await register({ url: 'javascript:alert(1)' })).status).toBe(400)
    expect([(await register(body)).status, (await register(body)).status]).toEqual([201, 200])
    const listed = await (await fetch(`${lab.url('alertmanager')}/receivers`)).text()
    expect(listed).toBe('[{"name":"breakwater","url":"http://127.0.0.1:9/x"}]')
    expect(JSON.stringify(lab.effects())).not.toContain('own-secret')
    expect(lab.effects().map(({ outcome }) => outcome)).toEqual(['accepted', 'no-change'])
  })
})
