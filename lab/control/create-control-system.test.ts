import { request } from 'node:http'
import { expect, onTestFinished, test } from 'vitest'
import { call, post, startTestLab } from '../testing/start-test-lab'
import { runLabCommand } from './run-lab-command'

const east = 'us-east-1'

test.each([
  ['dark', 'dark-reset'],
  ['dark-hang', 'dark-hang'],
  ['cut-off', 'cut-off'],
])('a region fails as %s and heals', async (mode, reachability) => {
  const lab = await startTestLab(onTestFinished)
  expect((await call(lab, 'control', `/regions/${east}/fail`, post({ mode }))).status).toBe(200)
  expect(lab.lab.world.reachability(east)).toBe(reachability)
  await call(lab, 'control', `/regions/${east}/heal`, post())
  expect(lab.lab.world.reachability(east)).toBe('ok')
})

test.each([
  ['/regions/us-east-1/fail', { mode: 'gone' }, 400],
  ['/regions/mars/fail', { mode: 'dark' }, 404],
  ['/regions/%zz/fail', {}, 404],
  ['/lag', { store: 'orders' }, 400],
  ['/lag', { store: 'orders', milliseconds: -1 }, 400],
  ['/lag', { store: 'kafka', milliseconds: 5 }, 400],
  ['/faults', { kind: 'explode' }, 400],
  ['/faults', { kind: 'deny', remaining: 0 }, 400],
  ['/faults', { kind: 'deny', sytem: 'slack' }, 400],
  ['/nothing', {}, 404],
])('POST %s %j is refused with %i and changes nothing', async (path, body, status) => {
  const lab = await startTestLab(onTestFinished)
  const before = (await call(lab, 'control', '/state')).body
  expect((await call(lab, 'control', path, post(body))).status).toBe(status)
  const after = (await call(lab, 'control', '/state')).body
  expect([after.faults, after.writer]).toEqual([before.faults, before.writer])
  expect(lab.lab.world.reachability(east)).toBe('ok')
})

test('a page of another site can neither break the lab nor read it under a foreign name', async () => {
  const lab = await startTestLab(onTestFinished)
  const path = `/regions/${east}/fail`
  for (const origin of ['https://evil.example', 'null', 'http://127.0.0.1:1']) {
    expect((await call(lab, 'control', path, post({}, { origin }))).status).toBe(403)
  }
  expect(lab.lab.world.reachability(east)).toBe('ok')
  expect(await statusWithHost(`${lab.addresses.control ?? ''}/state`, 'lab.evil.example')).toBe(403)
  expect((await call(lab, 'control', path, post({}, { origin: lab.addresses.control ?? '' }))).status).toBe(200)
})

/** `fetch` does not let the Host header be chosen. */
function statusWithHost(url: string, host: string): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    const sent = request(url, { headers: { host } }, (reply) => {
      reply.resume()
      resolve(reply.statusCode)
    })
    sent.on('error', reject).end()
  })
}

test('a JSON body counts as JSON even where a client calls it a form', async () => {
  const lab = await startTestLab(onTestFinished)
  const type = { 'content-type': 'application/x-www-form-urlencoded' }
  const reply = await call(lab, 'control', `/regions/${east}/fail`, post({ mode: 'cut-off' }, type))
  expect(reply).toEqual({ status: 200, body: { region: east, reachability: 'cut-off' } })
})

test('a fault of every system does not lock out the control that clears it', async () => {
  const lab = await startTestLab(onTestFinished)
  await call(lab, 'control', '/faults', post({ kind: 'deny' }))
  expect((await call(lab, 'store.us-east-1', '/heartbeat/newest')).status).toBe(403)
  expect((await call(lab, 'control', '/faults', { method: 'DELETE' })).status).toBe(200)
  expect((await call(lab, 'store.us-east-1', '/heartbeat/newest')).status).toBe(200)
})

test('the page shows state and effects, escapes what callers wrote, and its forms work without a script', async () => {
  const lab = await startTestLab(onTestFinished)
  const key = '<script>alert(1)</script>'
  await call(lab, 'checkout.us-east-1', '/orders', post({ items: [1] }, { 'idempotency-key': key }))
  const page = await fetch(`${lab.addresses.control ?? ''}/`)
  const html = await page.text()
  expect(html).toContain('<h1>Lab: OrderFlow, two regions</h1>')
  expect(html).toContain('order/&lt;script&gt;alert(1)&lt;/script&gt;')
  expect(html).not.toContain(key)
  expect(page.headers.get('content-security-policy')).toContain("default-src 'none'")

  const submit = (path: string, fields: Record<string, string>) =>
    fetch(`${lab.addresses.control ?? ''}${path}`, {
      method: 'POST',
      headers: { accept: 'text/html,*/*' },
      body: new URLSearchParams(fields),
      redirect: 'manual',
    })
  expect((await submit(`/regions/${east}/fail`, { mode: 'dark-hang' })).status).toBe(303)
  expect(lab.lab.world.reachability(east)).toBe('dark-hang')
  const fault = { kind: 'slow', system: 'slack', remaining: '', delayMilliseconds: '40' }
  expect((await submit('/faults', fault)).status).toBe(303)
  expect(lab.lab.faults.all()).toMatchObject([{ remaining: null, delayMilliseconds: 40, region: '*' }])
  expect((await submit('/faults/clear', {})).status).toBe(303)
  expect(lab.lab.faults.all()).toEqual([])
})

test('the command line drives the running lab it finds in the data directory', async () => {
  const lab = await startTestLab(onTestFinished)
  const lines: string[] = []
  const errors: string[] = []
  const run = (...argv: string[]) =>
    runLabCommand(argv, {
      dataDirectory: lab.lab.config.dataDirectory,
      print: (line) => lines.push(line),
      printError: (line) => errors.push(line),
    })
  expect(await run('env')).toBe(0)
  expect(lines).toContain(`LAB_URL_WITNESS=${lab.addresses.witness ?? ''}`)
  expect(await run('fail', east, '--mode', 'cut-off')).toBe(0)
  expect(lab.lab.world.reachability(east)).toBe('cut-off')
  expect(await run('heal', east)).toBe(0)
  expect(await run('lag', 'orders', '3s')).toBe(0)
  expect(lab.lab.world.data.configuredLag()).toBe(3000)
  expect(await run('fault', 'throttle', '--system', 'slack', '--times', '2', '--delay', '1.5s')).toBe(0)
  expect(lab.lab.faults.all()).toMatchObject([{ system: 'slack', remaining: 2, delayMilliseconds: 1500 }])
  expect(await run('fault', 'clear')).toBe(0)
  expect(await run('reset')).toBe(0)
  expect(errors).toEqual([])

  expect(await run('fail', 'mars')).toBe(1)
  expect(errors.at(-1)).toContain('no region mars; there are us-east-1 and us-west-2')
  expect(await run('fail')).toBe(2)
  expect(await run('lag', 'orders', 'soon')).toBe(1)
  expect(await run('fail', east, '--moode', 'x')).toBe(2)
  expect(errors.join('\n')).toContain('(Did you mean --mode?)')
  expect(await run('constructor')).toBe(2)
})

test('without a lab the command line says how to start one', async () => {
  const errors: string[] = []
  const dataDirectory = '/nonexistent'
  expect(await runLabCommand(['state'], { dataDirectory, printError: (line) => errors.push(line) })).toBe(1)
  expect(errors[0]).toContain('npx breakwater lab start')
})
