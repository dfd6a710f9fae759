import { setTimeout as delay } from 'node:timers/promises'
import { expect, onTestFinished, test } from 'vitest'
import { call, post, startTestLab } from '../testing/start-test-lab'

const east = 'us-east-1'
const west = 'us-west-2'

test('the witness measures the loss of a dark region as the lag, within a heartbeat', async () => {
  const lab = await startTestLab(onTestFinished)
  await delay(1000)
  expect((await call(lab, 'witness', '/')).body.loss).toBeNull()
  lab.lab.world.setReachability(east, 'dark-reset')
  const acknowledged = (await call(lab, 'witness', '/')).body.lastAcknowledged as { at: string }
  const newest = (await call(lab, 'store.us-west-2', '/heartbeat/newest')).body
  expect(newest).toMatchObject({ region: east, inRecovery: true })
  const predicted = (Date.parse(acknowledged.at) - Date.parse(String(newest.writtenAt))) / 1000
  await lab.lab.world.promote(west, { planned: false })
  const { loss, orders } = (await call(lab, 'witness', '/')).body as {
    loss: { seconds: number; orders: number; heartbeats: number }
    orders: { acknowledged: number }
  }
  expect(loss.seconds).toBeCloseTo(predicted, 3)
  expect(loss.seconds).toBeGreaterThan(0.1)
  expect(loss.seconds).toBeLessThan(0.55)
  expect(loss.orders).toBeGreaterThan(0)
  expect(loss.orders).toBeLessThan(orders.acknowledged)
})

test('the global writer endpoint takes heartbeats of the writer and follows it after a while', async () => {
  const lab = await startTestLab(onTestFinished)
  const beat = () => call(lab, 'store.global', '/heartbeat', post())
  expect(await beat()).toMatchObject({ status: 200, body: { region: east } })
  const planned = lab.lab.world.promote(west, { planned: true })
  await planned
  expect(await beat()).toMatchObject({ status: 409, body: { sqlstate: '25006' } })
  await expect.poll(async () => (await beat()).body.region).toBe(west)
  const accepted = lab.effects().filter((effect) => effect.outcome === 'accepted')
  expect(new Set(accepted.map((effect) => effect.target)).size).toBe(accepted.length)
})

test('the global writer endpoint is as dark as the region it still names', async () => {
  const lab = await startTestLab(onTestFinished, { serviceTimes: { writerEndpointMove: 60_000 } })
  lab.lab.world.setReachability(east, 'dark-reset')
  await lab.lab.world.promote(west, { planned: false })
  await expect(call(lab, 'store.global', '/heartbeat', post())).rejects.toThrow('fetch failed')
})

test('a write probe tells an open writer, a closed gate, a read-only store and a dark region apart', async () => {
  const lab = await startTestLab(onTestFinished)
  const { world } = lab.lab
  const probe = (region: string) => call(lab, `store.${region}`, '/writes/probe', post())
  expect(await probe(east)).toMatchObject({ status: 201, body: { region: east } })
  expect(await probe(west)).toMatchObject({ status: 409, body: { sqlstate: '25006' } })
  world.setReachability(east, 'cut-off')
  expect((await probe(east)).status).toBe(201)
  world.setWriteGate(east, true)
  expect(await probe(east)).toMatchObject({ status: 403, body: { rejected: 'gate closed' } })
  world.setReachability(east, 'dark-reset')
  await expect(probe(east)).rejects.toThrow('fetch failed')
})

test('a store sends the word of a probe back with whatever it answers', async () => {
  const lab = await startTestLab(onTestFinished)
  const { world } = lab.lab
  const probe = (region: string) => call(lab, `store.${region}`, '/writes/probe', post({ probe: 'w-17' }))
  expect(await probe(east)).toMatchObject({ status: 201, body: { probe: 'w-17' } })
  expect(await probe(west)).toMatchObject({ status: 409, body: { probe: 'w-17' } })
  world.setWriteGate(east, true)
  expect(await probe(east)).toMatchObject({ status: 403, body: { probe: 'w-17' } })
})

test.each(['dark-reset', 'dark-hang', 'cut-off'] as const)(
  'every vantage point sees a %s region fail, not before it did, and dates the recovery',
  async (mode) => {
    const lab = await startTestLab(onTestFinished)
    const { world } = lab.lab
    const statuses = () =>
      Promise.all(['eu', 'ap', 'sa'].map(async (name) => (await call(lab, `vantage.${name}`, '/status')).body))
    const all = (ok: boolean, consecutive: number) =>
      expect
        .poll(async () => (await statuses()).every((s) => s.ok === ok && Number(s.consecutive) >= consecutive), {
          timeout: 3000,
        })
        .toBe(true)
    await all(true, 3)
    const broken = Date.now()
    world.setReachability(east, mode)
    await all(false, 3)
    for (const status of await statuses()) {
      const at = Date.parse(String(status.firstFailedAt))
      expect(at).toBeGreaterThanOrEqual(broken)
      expect(at).toBeLessThan(broken + 1000)
      expect(status.since).toBe(status.firstFailedAt)
      expect(status.errorRatio60s).toBeGreaterThan(0)
    }
    const healed = Date.now()
    world.setReachability(east, 'ok')
    await all(true, 5)
    for (const status of await statuses()) {
      expect(status.firstFailedAt).toBeNull()
      expect(Date.parse(String(status.since))).toBeGreaterThanOrEqual(healed)
      expect(status.target).toBe(east)
    }
  },
)
