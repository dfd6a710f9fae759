import { expect, onTestFinished, test } from 'vitest'
import type { RunningLab } from '../start-lab'
import { call, post, startTestLab } from '../testing/start-test-lab'

const east = 'us-east-1'
const west = 'us-west-2'
const order = (key?: string, body: object = { items: [{ sku: 'A-1', quantity: 1 }], sandbox: true }) =>
  post(body, key === undefined ? {} : { 'idempotency-key': key })

async function makeWestPrimary({ lab: { world, clock } }: RunningLab): Promise<void> {
  await world.promote(west, { planned: false })
  const pods = { namespace: 'checkout', name: 'checkout-api', desired: 24, ready: 24, role: 'primary' as const }
  world.setWorkload({ ...pods, region: west, podsStartedAt: clock.now() })
}

test('a repeated key gives the same order once more, and one effect', async () => {
  const lab = await startTestLab(onTestFinished)
  const first = await call(lab, 'checkout.us-east-1', '/orders', order('key-1'))
  const again = await call(lab, 'checkout.us-east-1', '/orders', order('key-1'))
  expect([first.status, again.status]).toEqual([201, 200])
  expect(again.body).toEqual(first.body)
  expect(first.body).toMatchObject({ region: east, sandbox: true, orderId: expect.stringMatching(/^ord-\d+$/) })
  expect(lab.effects()).toMatchObject([
    { outcome: 'accepted', target: 'order/key-1' },
    { outcome: 'no-change', target: 'order/key-1' },
  ])
})

test('two requests of one key at the same time make one order', async () => {
  const lab = await startTestLab(onTestFinished)
  const replies = await Promise.all([1, 2].map(() => call(lab, 'checkout.us-east-1', '/orders', order('key-2'))))
  expect(replies.map((reply) => reply.status).sort()).toEqual([200, 201])
  expect(new Set(replies.map((reply) => reply.body.orderId)).size).toBe(1)
})

test.each([
  ['no key', order()],
  ['no items', order('k', { items: [] })],
  ['items that are no list', order('k', { items: 'x' })],
  ['a body that is no object', { ...order('k'), body: '[]' }],
  ['a body that is no JSON', { ...order('k'), body: '{' }],
])('an order with %s is refused', async (_name, init) => {
  const lab = await startTestLab(onTestFinished)
  expect((await call(lab, 'checkout.us-east-1', '/orders', init)).status).toBe(400)
  expect(lab.effects()).toEqual([])
})

test('an order can be read in its region, in the standby once replicated, and at the witness', async () => {
  const lab = await startTestLab(onTestFinished)
  const { body } = await call(lab, 'checkout.us-east-1', '/orders', order('key-3'))
  const path = `/orders/${String(body.orderId)}`
  expect((await call(lab, 'checkout.us-east-1', path)).body).toEqual(body)
  expect((await call(lab, 'checkout.us-west-2', path)).status).toBe(404)
  await expect.poll(async () => (await call(lab, 'checkout.us-west-2', path)).status).toBe(200)
  expect((await call(lab, 'witness', path)).body).toMatchObject({ orderId: body.orderId, inWriter: true })
  expect((await call(lab, 'witness', '/orders/ord-999999999')).status).toBe(404)
})

test('an order acknowledged just before the region dies is lost, and its key orders anew', async () => {
  const lab = await startTestLab(onTestFinished, { serviceTimes: { replicationLag: 5000 } })
  const { body } = await call(lab, 'checkout.us-east-1', '/orders', order('key-4'))
  lab.lab.world.setReachability(east, 'dark-reset')
  await expect(call(lab, 'checkout.us-east-1', '/orders', order('key-5'))).rejects.toThrow('fetch failed')
  expect((await call(lab, 'checkout.us-west-2', '/orders', order('key-4'))).body).toEqual({
    reason: 'region role is standby',
  })
  await makeWestPrimary(lab)
  expect((await call(lab, 'witness', `/orders/${String(body.orderId)}`)).body.inWriter).toBe(false)
  const anew = await call(lab, 'checkout.us-west-2', '/orders', order('key-4'))
  expect(anew.status).toBe(201)
  expect(anew.body.orderId).not.toBe(body.orderId)
})

test('pods with pools to the old writer answer 503 with SQLSTATE 25006', async () => {
  const lab = await startTestLab(onTestFinished)
  const workload = lab.lab.world.workload(west, 'checkout', 'checkout-api')
  if (workload) lab.lab.world.setWorkload({ ...workload, role: 'primary' })
  await lab.lab.world.promote(west, { planned: false })
  const reply = await call(lab, 'checkout.us-west-2', '/orders', order('key-6'))
  expect(reply).toMatchObject({ status: 503, body: { sqlstate: '25006' } })
})

test('public checkout goes where DNS says, and nowhere when DNS says nothing', async () => {
  const lab = await startTestLab(onTestFinished)
  const { world } = lab.lab
  const place = (key: string) => call(lab, 'checkout.public', '/orders', order(key))
  expect((await place('p-1')).body.region).toBe(east)
  await makeWestPrimary(lab)
  await Promise.all([world.setTraffic(east, false), world.setTraffic(west, true)])
  expect((await place('p-2')).body.region).toBe(west)
  await world.setTraffic(west, false)
  expect(await place('p-3')).toMatchObject({ status: 503, body: { reason: 'public DNS answers with no region' } })
})

test('a cut-off region does not answer public or direct checkout', async () => {
  const lab = await startTestLab(onTestFinished)
  lab.lab.world.setReachability(east, 'cut-off')
  for (const listener of ['checkout.public', 'checkout.us-east-1']) {
    const hanging = call(lab, listener, '/orders', { ...order('h'), signal: AbortSignal.timeout(150) })
    await expect(hanging).rejects.toThrow(/timeout/)
  }
  expect(lab.effects()).toEqual([])
})
