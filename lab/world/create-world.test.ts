import { describe, expect, test } from 'vitest'
import { simulate } from './testing/simulate'
import type { Simulation } from './testing/simulate'

const east = 'us-east-1'
const west = 'us-west-2'

const restartWestAsPrimary = ({ world, now }: Simulation): void =>
  world.setWorkload({
    region: west,
    namespace: 'checkout',
    name: 'checkout-api',
    desired: 24,
    ready: 24,
    podsStartedAt: now(),
    role: 'primary',
  })

describe('an unplanned promotion after the region went dark', () => {
  test.each([500, 3000])('loses the %i ms that replication had not delivered, measured from outside', async (lag) => {
    const simulation = simulate({ serviceTimes: { replicationLag: lag } })
    const { world, pass } = simulation
    await pass(10_000)
    world.setReachability(east, 'dark-reset')
    await pass(2_000)
    await world.promote(west, { planned: false })
    const loss = world.measureLoss()
    expect(loss?.seconds).toBeGreaterThanOrEqual(lag / 1000 - 0.1 - lag / 10_000)
    expect(loss?.seconds).toBeLessThanOrEqual(lag / 1000 + 0.1 + lag / 10_000)
    expect(loss?.heartbeats).toBeGreaterThanOrEqual(lag / 100 - 2 - lag / 1000)
    expect(loss?.heartbeats).toBeLessThanOrEqual(lag / 100 + 2 + lag / 1000)
    expect(loss?.orders).toBeGreaterThan(0)
    expect(loss?.orders).toBe(world.witness.orders().acknowledged - world.data.store(west).orders.size())
  })

  test('does not lose more the longer one waits: what was replicated at death stays', async () => {
    const losses = []
    for (const wait of [100, 20_000]) {
      const { world, pass } = simulate()
      await pass(10_000)
      world.setReachability(east, 'dark-hang')
      await pass(wait)
      await world.promote(west, { planned: false })
      losses.push(world.measureLoss()?.heartbeats ?? -1)
    }
    expect(Math.abs((losses[0] ?? 0) - (losses[1] ?? 0))).toBeLessThanOrEqual(1)
  })

  test('leaves the old region, when it heals, as a standby that first is rebuilt', async () => {
    const { world, pass } = simulate()
    await pass(5_000)
    world.setReachability(east, 'dark-reset')
    await world.promote(west, { planned: false })
    expect(world.storesTakingWrites()).toEqual([west])
    world.setReachability(east, 'ok')
    expect(world.storesTakingWrites()).toEqual([west])
    expect(world.replicationLagMilliseconds()).toBeNull()
    await expect(world.promote(east, { planned: true })).rejects.toThrow('being rebuilt')
    await pass(2_100)
    expect(world.replicationLagMilliseconds()).not.toBeNull()
    expect(world.data.store(east).orders.size()).toBe(world.data.store(west).orders.size())
  })

  test('loses nothing when the region heals before anyone promotes', async () => {
    const { world, pass } = simulate()
    await pass(5_000)
    world.setReachability(east, 'dark-reset')
    await pass(5_000)
    world.setReachability(east, 'ok')
    await pass(1_000)
    const delivered = world.data.store(west).orders.size()
    expect(delivered).toBeGreaterThan(0)
    await Promise.all([world.promote(west, { planned: true }), pass(2_000)])
    expect(world.measureLoss()).toMatchObject({ orders: 0, heartbeats: 0, seconds: 0 })
  })
})

describe('a planned promotion', () => {
  test('waits for the standby and loses nothing', async () => {
    const { world, pass } = simulate({ serviceTimes: { replicationLag: 3000 } })
    await pass(5_000)
    await Promise.all([world.promote(west, { planned: true }), pass(5_000)])
    expect(world.writer()).toBe(west)
    expect(world.measureLoss()).toMatchObject({ orders: 0, heartbeats: 0, seconds: 0 })
  })

  test('fails when the primary cannot be reached, and changes nothing', async () => {
    const { world, pass } = simulate()
    await pass(1_000)
    world.setReachability(east, 'cut-off')
    await expect(world.promote(west, { planned: true })).rejects.toThrow('does not replicate')
    expect(world.writer()).toBe(east)
    expect(world.storesTakingWrites()).toEqual([east])
  })

  test('does not count an earlier loss a second time', async () => {
    const { world, pass } = simulate()
    await pass(5_000)
    world.setReachability(east, 'dark-reset')
    await world.promote(west, { planned: false })
    expect(world.measureLoss()?.orders).toBeGreaterThan(0)
    world.setReachability(east, 'ok')
    await pass(4_000)
    await Promise.all([world.promote(east, { planned: true }), pass(2_000)])
    expect(world.writer()).toBe(east)
    expect(world.measureLoss()).toMatchObject({ orders: 0, heartbeats: 0, seconds: 0 })
  })
})

describe('a region that is cut off but alive', () => {
  const promoteWestWhileEastLives = async (fence: (simulation: Simulation) => void) => {
    const simulation = simulate({ privateShare: 0.2 })
    const { world, pass } = simulation
    await pass(5_000)
    world.setReachability(east, 'cut-off')
    fence(simulation)
    await pass(1_000)
    await world.promote(west, { planned: false })
    const atPromotion = world.measureLoss()?.orders ?? -1
    await pass(10_000)
    return { world, atPromotion, later: world.measureLoss()?.orders ?? -1 }
  }

  test('goes on losing private orders after the promotion when nobody fenced it', async () => {
    const { world, atPromotion, later } = await promoteWestWhileEastLives(() => undefined)
    expect(world.storesTakingWrites()).toEqual([east, west])
    expect(later - atPromotion).toBe(200)
    expect(world.measureLoss()?.seconds).toBeGreaterThan(10)
  })

  test('loses no further order once its write gate is closed', async () => {
    const { world, atPromotion, later } = await promoteWestWhileEastLives(({ world: fenced }) =>
      fenced.setWriteGate(east, true),
    )
    expect(world.storesTakingWrites()).toEqual([west])
    expect(later).toBe(atPromotion)
  })

  test('loses no further order once its checkout is scaled to nothing', async () => {
    const { atPromotion, later } = await promoteWestWhileEastLives(({ world: fenced }) => {
      const workload = fenced.workload(east, 'checkout', 'checkout-api')
      if (workload) fenced.setWorkload({ ...workload, desired: 0, ready: 0 })
    })
    expect(later).toBe(atPromotion)
  })

  test('stops being a second writer when it heals', async () => {
    const { world } = await promoteWestWhileEastLives(() => undefined)
    world.setReachability(east, 'ok')
    expect(world.storesTakingWrites()).toEqual([west])
  })

  test('fails public checkout while private customers still order', async () => {
    const { world, pass } = simulate({ privateShare: 0.2 })
    await pass(5_000)
    world.setReachability(east, 'cut-off')
    const before = world.witness.orders().acknowledged
    await pass(20_000)
    expect(world.checkoutErrorRatio()).toBe(1)
    expect(world.witness.orders().acknowledged - before).toBe(400)
  })
})

describe('checkout', () => {
  test('fails from the death of its region, and works again only after all that recovery takes', async () => {
    const simulation = simulate()
    const { world, now, pass } = simulation
    await pass(5_000)
    expect(world.checkoutFailingSince()).toBeNull()
    const died = now()
    world.setReachability(east, 'dark-reset')
    await pass(3_000)
    expect(world.checkoutFailingSince()).toBe(died + 50)

    expect(world.checkoutProblem(west, 'inside')).toEqual({ reason: 'region role is standby' })
    restartWestAsPrimary(simulation)
    expect(world.checkoutProblem(west, 'inside')?.sqlstate).toBe('25006')
    await pass(1_000)
    await world.promote(west, { planned: false })
    expect(world.checkoutProblem(west, 'inside')).toMatchObject({
      sqlstate: '25006',
      reason: expect.stringContaining('pools'),
    })
    restartWestAsPrimary(simulation)
    expect(world.checkoutProblem(west, 'inside')).toBeNull()

    await Promise.all([world.setTraffic(east, false), world.setTraffic(west, true), pass(20_100)])
    await pass(15_100)
    expect(world.checkoutFailingSince()).toBeNull()
    expect(world.trafficShare(west)).toBe(1)
    expect(world.trafficShare(east)).toBe(0)
    expect(world.checkoutErrorRatio()).toBe(0)
  })

  test('turns away what a standby of 30 % cannot take', async () => {
    const simulation = simulate({ ordersPerPodPerSecond: 5 })
    const { world, now, pass } = simulation
    world.setReachability(east, 'dark-reset')
    await world.promote(west, { planned: false })
    const pods = { namespace: 'checkout', name: 'checkout-api', podsStartedAt: now(), role: 'primary' as const }
    world.setWorkload({ ...pods, region: west, desired: 8, ready: 8 })
    await Promise.all([world.setTraffic(west, true), world.setTraffic(east, false), pass(20_100)])
    await pass(20_000)
    expect(world.checkoutErrorRatio()).toBeCloseTo(0.6, 1)
    world.setWorkload({ ...pods, region: west, desired: 24, ready: 24 })
    await pass(20_000)
    expect(world.checkoutErrorRatio()).toBe(0)
  })

  test('fails when DNS answers with no region', async () => {
    const { world, pass } = simulate()
    await Promise.all([world.setTraffic(east, false), pass(20_100)])
    await pass(16_000)
    expect(world.checkoutErrorRatio()).toBe(1)
    expect(world.trafficShare(east)).toBeNull()
  })
})

test('a traffic change takes effect after its propagation, and the latest change wins', async () => {
  const { world, pass } = simulate()
  void world.setTraffic(west, true)
  await pass(10_000)
  void world.setTraffic(west, false)
  await pass(15_000)
  expect(world.dns()).toEqual([east])
})

test('the global writer endpoint follows the writer only after its own time', async () => {
  const { world, pass } = simulate()
  await pass(1_000)
  world.setReachability(east, 'dark-reset')
  await world.promote(west, { planned: false })
  expect(world.writerEndpoint()).toBe(east)
  await pass(3_000)
  expect(world.writerEndpoint()).toBe(west)
})

test('a restored world continues the one that was kept: writer, gates, loss, orders', async () => {
  const first = simulate()
  await first.pass(5_000)
  first.world.setReachability(east, 'cut-off')
  first.world.setWriteGate(east, true)
  await first.world.promote(west, { planned: false })
  await first.pass(1_000)
  const kept: unknown = JSON.parse(JSON.stringify(first.world.snapshot()))

  const second = simulate()
  second.world.restore(kept as ReturnType<typeof first.world.snapshot>)
  expect(second.world.snapshot()).toEqual(first.world.snapshot())
  expect(second.world.writer()).toBe(west)
  expect(second.world.reachability(east)).toBe('cut-off')
  expect(second.world.writeGateClosed(east)).toBe(true)
  expect(second.world.measureLoss()?.orders).toBe(first.world.measureLoss()?.orders)
})

test('an unknown region is a mistake, not an unreachable one', () => {
  expect(() => simulate().world.reachability('eu-west-1')).toThrow('unknown region eu-west-1')
})
