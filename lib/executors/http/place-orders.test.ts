import { afterEach, beforeEach, expect, it } from 'vitest'
import { commandFor, contextFor } from '../check/contexts'
import { localServer, type LocalServer } from '../check/local-server'
import { createExecutorRegistry } from '../registry'

const registry = createExecutorRegistry()
const placeOrders = registry.action('checkout.placeOrders')

let server: LocalServer
let placed: Map<string, string>
beforeEach(async () => {
  placed = new Map()
  server = await localServer(({ headers }) => {
    const key = String(headers['idempotency-key'])
    if (!placed.has(key)) placed.set(key, `o-${placed.size + 1}`)
    return { status: 201, json: { orderId: placed.get(key) } }
  })
})
afterEach(() => server.close())

/** What `generation` counts: how often a person asked for the step again. */
function place(generation: number) {
  const binding = { kind: 'http' as const, endpoint: server.url, region: null }
  const command = commandFor('checkout.placeOrders', binding, { path: '/orders', count: 3, sandbox: true })
  return placeOrders.execute(command, { ...contextFor(binding), generation })
}

it('places no order twice, however often one asking is tried', async () => {
  expect((await place(0)).outputs).toEqual((await place(0)).outputs)
  expect(placed.size).toBe(3)
})

it('places new orders when a person asks for the step again: the old ones prove nothing of now', async () => {
  const first = await place(0)
  const again = await place(1)
  expect(again.outputs['orderIds']).not.toBe(first.outputs['orderIds'])
  await place(1)
  expect(placed.size).toBe(6)
})
