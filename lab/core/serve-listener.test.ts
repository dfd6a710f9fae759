import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { expect, onTestFinished, test, vi } from 'vitest'
import { labConfig } from '../config'
import { createWorld } from '../world/create-world'
import type { Fault, Lab, LabListener, Reachability } from './contract'
import { createClock } from './create-clock'
import { createEffectLog } from './create-effect-log'
import { createFaultBoard } from './create-fault-board'
import { serveListener } from './serve-listener'
import { temporaryDirectory } from './testing/lab-on-disk'

function testLab(): Lab {
  const config = labConfig({ dataDirectory: temporaryDirectory(onTestFinished) })
  const clock = createClock(1)
  const effects = createEffectLog(join(config.dataDirectory, 'effects.jsonl'), clock.now)
  return { config, clock, effects, faults: createFaultBoard(), world: createWorld(config, clock) }
}

async function serve(fields: Partial<LabListener> = {}, lab = testLab()) {
  let handled = 0
  const listener: LabListener = {
    name: 'aws.us-east-1',
    system: 'rds',
    region: 'us-east-1',
    management: true,
    operation: () => 'DescribeDBClusters',
    handle: async () => {
      handled += 1
      return { status: 200, body: { handled } }
    },
    ...fields,
  }
  const served = await serveListener(listener, lab)
  onTestFinished(() => served.close())
  const call = (timeout = 2000) => fetch(served.url, { method: 'POST', signal: AbortSignal.timeout(timeout) })
  return { lab, served, call, handled: () => handled }
}

const fault = (kind: Fault['kind'], fields: Partial<Fault> = {}): Omit<Fault, 'id'> => ({
  kind,
  system: 'rds',
  region: 'us-east-1',
  operation: '*',
  remaining: 1,
  delayMilliseconds: 0,
  ...fields,
})

test.each([
  ['ok', true, 'answers'],
  ['dark-reset', true, 'resets'],
  ['dark-reset', false, 'resets'],
  ['dark-hang', true, 'hangs'],
  ['dark-hang', false, 'hangs'],
  ['cut-off', true, 'hangs'],
  ['cut-off', false, 'answers'],
] as [Reachability, boolean, string][])(
  'in a region that is %s, management %s: it %s',
  async (state, management, how) => {
    const { lab, call, handled } = await serve({ management })
    lab.world.setReachability('us-east-1', state)
    const outcome = await call(300).then(
      () => 'answers',
      (error: Error) => (error.name === 'TimeoutError' ? 'hangs' : 'resets'),
    )
    expect(outcome).toBe(how)
    expect(handled()).toBe(how === 'answers' ? 1 : 0)
  },
)

test('a listener outside both regions answers whatever they do', async () => {
  const { lab, call } = await serve({ region: null })
  lab.world.setReachability('us-east-1', 'dark-reset')
  expect((await call()).status).toBe(200)
})

test('a region that goes dark while a request is worked on keeps the effect and loses the reply', async () => {
  let done = 0
  const lab = testLab()
  const { call } = await serve(
    {
      handle: async () => {
        lab.world.setReachability('us-east-1', 'dark-reset')
        done += 1
        return { status: 200 }
      },
    },
    lab,
  )
  await expect(call()).rejects.toThrow('fetch failed')
  expect(done).toBe(1)
})

test('a lost reply has had its effect', async () => {
  const { lab, call, handled } = await serve()
  lab.faults.add(fault('reply-lost'))
  await expect(call()).rejects.toThrow('fetch failed')
  expect(handled()).toBe(1)
  expect((await call()).status).toBe(200)
})

test('denied and throttled requests are not handled, and are answered in the shape of the system', async () => {
  const { lab, call, handled } = await serve({
    refuse: (_request, kind) => ({ status: kind === 'deny' ? 400 : 420, body: kind }),
  })
  lab.faults.add(fault('deny'))
  lab.faults.add(fault('throttle'))
  expect([(await call()).status, (await call()).status]).toEqual([400, 420])
  expect(handled()).toBe(0)
})

test('without a shape of its own a system answers 403, and 429 with Retry-After', async () => {
  const { lab, call } = await serve()
  lab.faults.add(fault('deny'))
  lab.faults.add(fault('throttle'))
  expect((await call()).status).toBe(403)
  const throttled = await call()
  expect([throttled.status, throttled.headers.get('retry-after')]).toEqual([429, '1'])
})

test('a slow system answers late', async () => {
  const { lab, call } = await serve()
  lab.faults.add(fault('slow', { delayMilliseconds: 150 }))
  const before = performance.now()
  expect((await call()).status).toBe(200)
  expect(performance.now() - before).toBeGreaterThanOrEqual(145)
})

test('an immune listener is hit by no fault', async () => {
  const { lab, call } = await serve({ immune: true })
  for (const kind of ['deny', 'throttle', 'reply-lost'] as const) lab.faults.add(fault(kind, { system: '*' }))
  expect((await call()).status).toBe(200)
})

test('a routed request meets the reachability and the faults of where it is going', async () => {
  const lab = testLab()
  const inner = (region: string): LabListener => ({
    name: `inner.${region}`,
    system: `system-of-${region}`,
    region,
    management: true,
    operation: () => 'x',
    handle: async () => ({ status: 200, body: region }),
  })
  const { served } = await serve(
    { region: null, route: (request) => inner(request.query.get('region') ?? 'us-west-2') },
    lab,
  )
  const call = (region: string) => fetch(`${served.url}/?region=${region}`, { signal: AbortSignal.timeout(300) })
  lab.world.setReachability('us-east-1', 'dark-reset')
  lab.faults.add(fault('deny', { system: 'system-of-us-west-2', region: '*' }))
  await expect(call('us-east-1')).rejects.toThrow('fetch failed')
  expect((await call('us-west-2')).status).toBe(403)
  expect(await (await call('us-west-2')).text()).toBe('us-west-2')
})

test('an exception in a system is a 500 without its message', async () => {
  const { call } = await serve({
    handle: async () => {
      throw new Error('secret detail')
    },
  })
  const logged = vi.spyOn(console, 'error').mockImplementation(() => undefined)
  onTestFinished(() => logged.mockRestore())
  const reply = await call()
  expect(reply.status).toBe(500)
  expect(logged).toHaveBeenCalledOnce()
  expect(await reply.text()).not.toContain('secret')
})

test('a stream falls silent while its region hangs, and ends when its client leaves', async () => {
  const lab = testLab()
  let write: (chunk: string) => void = () => undefined
  let ended = false
  const { served } = await serve(
    {
      handle: async (request) => ({
        status: 200,
        stream: (send) => {
          write = send
          return new Promise((resolve) => {
            request.signal.addEventListener('abort', () => {
              ended = true
              resolve()
            })
          })
        },
      }),
    },
    lab,
  )
  const leave = new AbortController()
  const reader = (await fetch(served.url, { signal: leave.signal })).body?.getReader()
  const next = async () => new TextDecoder().decode((await reader?.read())?.value)
  write('one')
  expect(await next()).toBe('one')
  lab.world.setReachability('us-east-1', 'dark-hang')
  write('lost')
  lab.world.setReachability('us-east-1', 'ok')
  write('two')
  expect(await next()).toBe('two')
  leave.abort()
  await expect.poll(() => ended).toBe(true)
})

test('a busy port gives way to a free one', async () => {
  const squatter = createServer()
  await new Promise<void>((resolve) => squatter.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => void squatter.close())
  const { port } = squatter.address() as AddressInfo
  const listener: LabListener = {
    name: 'x',
    system: 'x',
    region: null,
    management: false,
    operation: () => 'x',
    handle: async () => ({ status: 204 }),
  }
  const served = await serveListener(listener, testLab(), port)
  onTestFinished(() => served.close())
  expect(served.port).not.toBe(port)
  expect((await fetch(served.url)).status).toBe(204)
})

test('a body beyond the limit is refused', async () => {
  const { served } = await serve()
  const reply = await fetch(served.url, { method: 'POST', body: Buffer.alloc(5 * 1024 * 1024) }).catch(() => null)
  expect(reply === null || reply.status === 413).toBe(true)
})
