import { spawn, spawnSync, type ChildProcess } from 'node:child_process'
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs'
import { createServer, type Server } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import { findFreePort } from '@/lib/db/embedded/find-free-port'
import { identify, type ProcessIdentity } from '@/lib/db/embedded/process-identity'

/** Everything here runs the programs as a person would: built, started, broken and stopped from outside. */
const minute = 60_000
let data: string
let taken: Server
let takenPort: number
const started: Started[] = []

beforeAll(async () => {
  const built = spawnSync(process.execPath, ['cli/build.js'], { encoding: 'utf8' })
  expect(built.status, `${built.stdout}${built.stderr}`).toBe(0)
  data = mkdtempSync(join(tmpdir(), 'breakwater-up-'))
  // The database's account must be able to enter it when root runs the tests.
  chmodSync(data, 0o755)
  takenPort = await findFreePort()
  taken = createServer()
  await new Promise<void>((done) => taken.listen(takenPort, '127.0.0.1', done))
}, 4 * minute)
afterEach(async () => {
  for (const { child, exited } of started.splice(0)) {
    child.kill('SIGTERM')
    await exited
  }
})
afterAll(async () => {
  await new Promise((done) => taken.close(done))
  rmSync(data, { recursive: true, force: true })
})

interface Started {
  child: ChildProcess
  output(): string
  exited: Promise<number | null>
}

function breakwater(...args: string[]): Started {
  const env = { ...process.env, BREAKWATER_DATA: data, PORT: String(takenPort), DATABASE_URL: '' }
  const child = spawn(process.execPath, ['cli/breakwater.js', ...args], { env, stdio: ['ignore', 'pipe', 'pipe'] })
  let output = ''
  child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()))
  child.stderr.on('data', (chunk: Buffer) => (output += chunk.toString()))
  const exited = new Promise<number | null>((resolve) => child.on('close', resolve))
  const result = { child, output: () => output, exited }
  started.push(result)
  return result
}

async function up(): Promise<Started & { url: string }> {
  const running = breakwater('up')
  const says = () => /Breakwater is ready: (\S+)/.exec(running.output())?.[1]
  const url = await vi.waitUntil(() => says() ?? (running.child.exitCode === null ? false : 'ended'), {
    // What is tried is what it starts and leaves, not how fast: a busy machine takes longer than a minute.
    timeout: 3 * minute,
    interval: 50,
  })
  expect(url, running.output()).toMatch(/^http:/)
  return { ...running, url }
}

/** The supervisor's children in the order of their start, then the database server, as the files they leave tell. */
function processes(): ProcessIdentity[] {
  const children = JSON.parse(readFileSync(join(data, 'children.json'), 'utf8')) as ProcessIdentity[]
  const server = readFileSync(join(data, 'database', 'postgres', 'pgdata', 'postmaster.pid'), 'utf8').split('\n')[0]
  return [...children.map(({ pid }) => pid), Number(server)].flatMap((pid) => identify(pid) ?? [])
}
const areGone = (before: readonly ProcessIdentity[]) =>
  vi.waitFor(() => expect(before.filter(({ pid, started: at }) => identify(pid)?.started === at)).toEqual([]), {
    timeout: 15_000,
  })

describe('breakwater up', () => {
  it('starts everything beside a taken port, and ends all of it on Ctrl-C', { timeout: 5 * minute }, async () => {
    const running = await up()
    expect(running.output()).toContain(`Port ${takenPort} is taken: the console is on ${new URL(running.url).port}.`)
    const health = await fetch(`${running.url}/api/health`)
    expect(health.status).toBe(200)
    expect(await health.json()).toMatchObject({ status: 'ok', journalProtection: { level: 'full' } })
    for (const secret of ['sign-in-secret', 'application-role-password', 'running.json']) {
      expect(statSync(join(data, secret)).mode & 0o777).toBe(0o600)
    }

    const verify = breakwater('journal', 'verify', '--database')
    expect(await verify.exited).toBe(0)
    expect(verify.output()).toMatch(/^verified: \d+ entries, \d+ streams$/m)

    // The addresses of the lab are those of what runs: nobody types them.
    const again = breakwater('plan', 'import', 'plans/orderflow', '--environment', 'lab')
    expect(await again.exited, again.output()).toBe(0)
    expect(again.output()).toMatch(/^plan orderflow \w{12} unchanged$/m)

    const second = breakwater('up')
    expect(await second.exited).toBe(1)
    expect(second.output()).toContain(`already running on ${data} as process ${running.child.pid}: ${running.url}`)

    const before = processes()
    expect(before).toHaveLength(4)
    running.child.kill('SIGINT')
    running.child.kill('SIGINT')
    expect(await running.exited).toBe(0)
    await areGone(before)
    expect(existsSync(join(data, 'running.json'))).toBe(false)
    await expect(fetch(`${running.url}/api/health`)).rejects.toThrow()
  })

  it('stops with a reason when the lab crashes', { timeout: 5 * minute }, async () => {
    const running = await up()
    const before = processes()
    const [lab] = before
    if (lab === undefined) throw new Error('no lab')
    process.kill(lab.pid, 'SIGKILL')
    expect(await running.exited).toBe(1)
    expect(running.output()).toContain('Breakwater cannot go on: lab ended by SIGKILL. Its last lines')
    await areGone(before)
  })

  it.each(['worker', 'console'] as const)(
    'starts the %s again when it crashes, and says so',
    { timeout: 5 * minute },
    async (name) => {
      const running = await up()
      const before = processes()
      const victim = before[['lab', 'worker', 'console'].indexOf(name)]
      if (victim === undefined) throw new Error(`no ${name}`)
      process.kill(victim.pid, 'SIGKILL')
      await vi.waitFor(
        async () => {
          expect(running.output()).toContain(`${name} ended by SIGKILL. Its last lines`)
          expect(processes().map(({ pid }) => pid)).not.toContain(victim.pid)
          expect(processes()).toHaveLength(before.length)
          expect((await fetch(`${running.url}/api/health`)).ok).toBe(true)
        },
        { timeout: minute, interval: 500 },
      )
      const after = processes()
      running.child.kill('SIGTERM')
      expect(await running.exited).toBe(0)
      await areGone(after)
    },
  )

  it('leaves nothing behind when it is killed, and starts again with its data', { timeout: 5 * minute }, async () => {
    const first = await up()
    const left = processes()
    expect(left).toHaveLength(4)
    first.child.kill('SIGKILL')
    await first.exited
    await areGone(left)
    const second = await up()
    expect(second.output()).not.toContain('Imported plan')
    second.child.kill('SIGTERM')
    expect(await second.exited).toBe(0)
  })

  it('says which setting is wrong, and starts nothing', async () => {
    const env = { ...process.env, BREAKWATER_DATA: data, PORT: 'eighty' }
    const { status, stderr } = spawnSync(process.execPath, ['cli/breakwater.js', 'up'], { env, encoding: 'utf8' })
    expect(status).toBe(1)
    expect(stderr).toContain('Breakwater cannot go on: PORT must be a port number')
  })
})
