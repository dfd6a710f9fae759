import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { expect, onTestFinished, test } from 'vitest'
import { labConfig } from './config'
import type { Lab, LabSystem } from './core/contract'
import { temporaryDirectory } from './core/testing/lab-on-disk'
import { startLab } from './start-lab'
import { call, post, quick, startTestLab } from './testing/start-test-lab'

const east = 'us-east-1'
const west = 'us-west-2'

/** A system that counts, keeps a credential, and writes both out. */
function counter(lab: Lab): LabSystem {
  let state = { count: 0, secret: `secret-${Math.random()}` }
  return {
    listeners: [
      {
        name: 'counter',
        system: 'counter',
        region: null,
        management: false,
        operation: () => 'count',
        handle: async () => {
          state = { ...state, count: state.count + 1 }
          lab.effects.record({
            system: 'counter',
            region: null,
            operation: 'count',
            requestId: `r-${state.count}`,
            target: 'counter',
            parameters: {},
            outcome: 'accepted',
            fault: null,
            receivedAt: lab.clock.now(),
          })
          return { status: 200, body: state }
        },
      },
    ],
    snapshot: () => state,
    restore: (snapshot) => {
      state = snapshot as typeof state
    },
    restoreConfiguration: (snapshot) => {
      state = { ...state, secret: (snapshot as typeof state).secret }
    },
    environment: () => ({ files: { 'secrets/counter': state.secret }, variables: { COUNTER_SECRET: state.secret } }),
  }
}
const systems = [{ name: 'counter', create: counter }]

test('a stopped lab goes on where it was: writer, faults, effects, systems, addresses', async () => {
  const dataDirectory = temporaryDirectory(onTestFinished)
  const first = await startLab(labConfig(quick, { dataDirectory }), { systems })
  await delay(600)
  await call(first, 'counter', '/')
  await call(first, 'control', `/regions/${east}/fail`, post({ mode: 'dark-hang' }))
  await call(first, 'control', '/faults', post({ kind: 'slow', system: 'slack', remaining: 3, delayMilliseconds: 5 }))
  await first.lab.world.promote(west, { planned: false })
  const loss = first.lab.world.measureLoss()
  await first.close()
  // The client's kept-alive connections see the end of the first life before the second takes over its ports.
  await delay(50)

  const second = await startTestLab(onTestFinished, { dataDirectory }, { systems })
  expect(second.addresses).toEqual(first.addresses)
  const { body: state } = await call(second, 'control', '/state')
  expect(state.writer).toBe(west)
  expect(state.faults).toMatchObject([{ kind: 'slow', system: 'slack', remaining: 3 }])
  expect(second.lab.world.reachability(east)).toBe('dark-hang')
  expect(second.lab.world.measureLoss()?.orders).toBe(loss?.orders)
  expect(second.effects()).toMatchObject([{ id: 1, requestId: 'r-1', settledAt: null }])
  expect((await call(second, 'counter', '/')).body.count).toBe(2)
  expect(second.effects().map((effect) => effect.id)).toEqual([1, 2])
})

test('a reset is a first start at the same addresses, with the same credentials and the old effects set aside', async () => {
  const dataDirectory = temporaryDirectory(onTestFinished)
  const lab = await startTestLab(onTestFinished, { dataDirectory }, { systems })
  const secret = (await call(lab, 'counter', '/')).body.secret
  lab.lab.world.setReachability(east, 'dark-reset')
  await lab.lab.world.promote(west, { planned: false })
  expect((await call(lab, 'control', '/reset', post())).status).toBe(200)

  const { body: state } = await call(lab, 'control', '/state')
  expect(state.writer).toBe(east)
  expect(lab.lab.world.reachability(east)).toBe('ok')
  expect(lab.effects()).toEqual([])
  expect((await call(lab, 'counter', '/')).body).toEqual({ count: 1, secret })
  expect(lab.environment.variables.COUNTER_SECRET).toBe(secret)
  const archived = readdirSync(dataDirectory).filter((name) => name.startsWith('effects-until-'))
  expect(archived).toHaveLength(1)
})

test('what waits when the lab is reset never happens', async () => {
  const lab = await startTestLab(onTestFinished)
  const { world, clock } = lab.lab
  void clock.wait(100).then(() => world.promote(west, { planned: false }))
  await lab.reset()
  await delay(200)
  expect(lab.lab.world.writer()).toBe(east)
  expect(world.writer()).toBe(east)
})

test('lab.json names the process, every address and the variables; secrets are for their owner only', async () => {
  const dataDirectory = temporaryDirectory(onTestFinished)
  const lab = await startTestLab(onTestFinished, { dataDirectory }, { systems })
  const about = JSON.parse(readFileSync(join(dataDirectory, 'lab.json'), 'utf8')) as Record<string, unknown>
  expect(about).toMatchObject({
    process: { pid: process.pid },
    control: lab.addresses.control,
    addresses: lab.addresses,
  })
  expect(about.variables).toMatchObject({
    LAB_URL_CHECKOUT_US_WEST_2: lab.addresses['checkout.us-west-2'],
    LAB_URL_STORE_GLOBAL: lab.addresses['store.global'],
  })
  for (const file of ['lab.json', 'secrets/counter']) {
    expect(statSync(join(dataDirectory, file)).mode & 0o077).toBe(0)
  }
})

test('a system cannot write outside the data directory', async () => {
  const dataDirectory = temporaryDirectory(onTestFinished)
  const escaping = (): LabSystem => ({
    listeners: [],
    environment: () => ({ files: { '../escaped': 'x' }, variables: {} }),
  })
  const start = startLab(labConfig(quick, { dataDirectory }), { systems: [{ name: 'escaping', create: escaping }] })
  await expect(start).rejects.toThrow('outside the data directory')
  expect(existsSync(join(dataDirectory, '../escaped'))).toBe(false)
})

test('every listener binds to loopback', async () => {
  const lab = await startTestLab(onTestFinished)
  for (const url of Object.values(lab.addresses)) expect(url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/)
})
