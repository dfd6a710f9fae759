import { spawn } from 'node:child_process'
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { Client } from 'pg'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { findFreePort } from './find-free-port'
import { DirectoryHeldError } from './hold-directory'
import { identify } from './process-identity'
import { restoreLinks } from './restore-links'
import { startPostgres, type RunningPostgres, type StartOptions } from './start-postgres'

let directory: string
let running: RunningPostgres[]
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'breakwater-embedded-'))
  chmodSync(directory, 0o755)
  running = []
})
afterEach(async () => {
  for (const postgres of running) await postgres.stop()
  rmSync(directory, { recursive: true, force: true })
})

async function start(options: Partial<StartOptions> = {}): Promise<RunningPostgres> {
  const postgres = await startPostgres({ directory, ...options })
  running.push(postgres)
  return postgres
}

async function run(postgres: RunningPostgres, sql: string): Promise<unknown[]> {
  const client = new Client({ connectionString: postgres.url('postgres') })
  await client.connect()
  try {
    return (await client.query<Record<string, unknown>>(sql)).rows
  } finally {
    await client.end()
  }
}

const postmaster = () =>
  Number(readFileSync(join(directory, 'postgres', 'pgdata', 'postmaster.pid'), 'utf8').split('\n')[0])

/** A server whose supervisor was killed; gives the server's process. */
async function killedSupervisor(): Promise<number> {
  const program = `
    const { startPostgres } = await import(${JSON.stringify(resolve('lib/db/embedded/start-postgres.ts'))})
    const postgres = await startPostgres({ directory: ${JSON.stringify(directory)} })
    await postgres.createDatabase('kept')
    console.log('started')
    setInterval(() => {}, 1000)`
  const args = ['--import', 'tsx', '--input-type=module', '--eval', program]
  const supervisor = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] })
  await new Promise<void>((done) =>
    supervisor.stdout.on('data', (chunk) => String(chunk).includes('started') && done()),
  )
  const server = postmaster()
  supervisor.kill('SIGKILL')
  await new Promise((done) => supervisor.once('exit', done))
  return server
}

describe('the embedded PostgreSQL', () => {
  it('keeps its data over a stop and a start, and is never run by root', async () => {
    const first = await start()
    await run(first, 'CREATE TABLE kept AS SELECT 1 AS id')
    if (process.platform === 'linux') expect(statSync(`/proc/${postmaster()}`).uid).not.toBe(0)
    await first.stop()
    const second = await start()
    expect(await run(second, 'SELECT id FROM kept')).toEqual([{ id: 1 }])
    expect(await run(second, 'SELECT inet_server_addr()::text AS address')).toEqual([{ address: '127.0.0.1/32' }])
  })

  it('is not started twice on the same data, and says by whom it is held', async () => {
    await start()
    await expect(start()).rejects.toThrow(DirectoryHeldError)
    await expect(start()).rejects.toThrow(`as process ${process.pid}`)
  })

  it('takes over from a supervisor that was killed, server and all', async () => {
    const left = await killedSupervisor()
    const postgres = await start()
    expect(identify(left)).toBeNull()
    const [row] = await run(postgres, "SELECT count(*)::int AS n FROM pg_database WHERE datname = 'kept'")
    expect(row).toEqual({ n: 1 })
  })

  it('ends by itself, in order, when its supervisor was killed and nobody comes', async () => {
    const left = await killedSupervisor()
    await vi.waitFor(() => expect(identify(left)).toBeNull(), { timeout: 10_000 })
    const log = readFileSync(join(directory, 'postgres', 'postgres.log'), 'utf8')
    expect(log).toContain('received fast shutdown request')
    expect(log).toContain('database system is shut down')
  })

  it('starts after the server itself was killed, with a stale pid file of somebody else', async () => {
    const first = await start()
    await run(first, 'CREATE TABLE kept AS SELECT 1 AS id')
    await run(first, 'CHECKPOINT')
    process.kill(postmaster(), 'SIGKILL')
    await first.ended
    await first.stop()
    const file = join(directory, 'postgres', 'pgdata', 'postmaster.pid')
    const lines = readFileSync(file, 'utf8').split('\n')
    writeFileSync(file, lines.with(0, String(process.pid)).join('\n'))
    const second = await start()
    expect(await run(second, 'SELECT id FROM kept')).toEqual([{ id: 1 }])
  })

  it('tells when it ends unasked, with its last lines', async () => {
    const postgres = await start()
    process.kill(postmaster(), 'SIGINT')
    expect(await postgres.ended).toMatch(/database system is shut down/)
  })

  it('begins anew where an earlier start was interrupted while it made the data', async () => {
    mkdirSync(join(directory, 'postgres', 'pgdata.new'), { recursive: true })
    writeFileSync(join(directory, 'postgres', 'pgdata.new', 'half'), '')
    const postgres = await start()
    expect(await run(postgres, 'SELECT 1 AS one')).toEqual([{ one: 1 }])
    expect(existsSync(join(directory, 'postgres', 'pgdata', 'half'))).toBe(false)
  })

  it('leaves nothing of data that nobody keeps', async () => {
    const postgres = await start({ throwaway: true })
    await postgres.stop()
    expect(readdirSync(directory)).toEqual([])
  })

  it.runIf(process.getuid?.() === 0)(
    'finds a place for itself where its account cannot enter, and says where',
    async () => {
      chmodSync(directory, 0o700)
      const said: string[] = []
      const postgres = await start({ throwaway: true, say: (line) => said.push(line) })
      expect(await run(postgres, 'SELECT 1 AS one')).toEqual([{ one: 1 }])
      expect(said.join()).toMatch(/who cannot enter .*: its data are in \/var\/lib\/breakwater\//)
      await postgres.stop()
    },
  )

  it('refuses data of another version, and leaves them alone', async () => {
    const first = await start()
    await first.stop()
    const version = join(directory, 'postgres', 'pgdata', 'PG_VERSION')
    writeFileSync(version, '15\n')
    await expect(start()).rejects.toThrow(/made by PostgreSQL 15, this is \d+/)
    expect(readFileSync(version, 'utf8')).toBe('15\n')
  })
})

describe('what it stands on', () => {
  it('restores the links that an installation without scripts leaves out, and takes those that are there', async () => {
    const native = join(directory, 'native')
    mkdirSync(join(native, 'lib'), { recursive: true })
    writeFileSync(join(native, 'lib', 'libpq.so.5.18'), 'library')
    symlinkSync('libpq.so.5.18', join(native, 'lib', 'libpq.so'))
    const links = ['libpq.so', 'libpq.so.5'].map((name) => ({
      source: 'native/lib/libpq.so.5.18',
      target: `native/lib/${name}`,
    }))
    writeFileSync(join(native, 'pg-symlinks.json'), JSON.stringify(links))
    await restoreLinks(native)
    expect(readFileSync(join(native, 'lib', 'libpq.so.5'), 'utf8')).toBe('library')
    await restoreLinks(native)
  })

  it('finds the next free port where one is taken', async () => {
    const taken = createServer()
    const port = await findFreePort()
    await new Promise<void>((done) => taken.listen(port, '127.0.0.1', done))
    try {
      const next = await findFreePort(port)
      expect(next).toBeGreaterThan(port)
      expect(next).toBeLessThan(port + 100)
    } finally {
      await new Promise((done) => taken.close(done))
    }
    await vi.waitFor(async () => expect(await findFreePort(port)).toBe(port))
  })
})
