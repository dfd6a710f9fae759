import { spawn, spawnSync, type ChildProcess } from 'node:child_process'
import { closeSync, openSync, readFileSync } from 'node:fs'
import { rm, rmdir } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { Client, escapeIdentifier } from 'pg'
import { spawnAs } from './choose-account'
import { findFreePort } from './find-free-port'
import { holdDirectory } from './hold-directory'
import { initialiseCluster, ownerRole } from './initialise-cluster'
import { reachablePlaces, type Places } from './reachable-places'
import { whenGone } from './when-gone'

export interface RunningPostgres {
  port: number
  /** The server's first process, the parent of all others. */
  pid: number
  /** A superuser's URL for the named database. */
  url(database: string): string
  createDatabase(name: string): Promise<void>
  /** Resolves when the server ends, wanted or not, with the last lines it wrote. */
  ended: Promise<string>
  /** Ends it in order: sessions are cut, nothing that was committed is lost. */
  stop(): Promise<void>
}

export interface StartOptions {
  /** Holds the cluster; made if missing, kept afterwards. */
  directory: string
  /** Told where things are, if not where one would look. */
  say?: (line: string) => void
  /** For data that nobody keeps: fast instead of durable, and removed by `stop`. */
  throwaway?: boolean
  /** Further settings of the server, `name=value`; they win over ours. */
  settings?: readonly string[]
}

/** Starts PostgreSQL on a free port of 127.0.0.1, as root or as an ordinary user. One process a directory. */
export async function startPostgres(options: StartOptions): Promise<RunningPostgres> {
  const { directory, say = () => undefined, throwaway = false, settings = [] } = options
  const release = holdDirectory(directory)
  try {
    const places = await reachablePlaces(directory, say)
    const password = await initialiseCluster(places)
    stopLeftover(places)
    for (let attempt = 1; ; attempt += 1) {
      const port = await findFreePort()
      const server = launch(places, port, throwaway, settings)
      const connect = (database: string) => `postgresql://${ownerRole}:${password}@127.0.0.1:${port}/${database}`
      const failure = await untilReady(server, connect('postgres'))
      if (failure === null)
        return running(server, { port, connect, release: throwaway ? removing(places, release) : release })
      await stopServer(server.child)
      // Somebody took the port between our look and the server's.
      if (attempt === 3 || !failure.includes('could not bind')) throw new Error(`PostgreSQL did not start: ${failure}`)
    }
  } catch (error) {
    release()
    throw error
  }
}

/** What `stopServer` does, for when nobody is left to do it: fast, then immediate shutdown. */
const stopFast =
  'kill -INT "$1"; for i in 1 2 3 4 5 6 7 8 9 10; do sleep 1; kill -0 "$1" || exit; done; kill -QUIT "$1"'

interface Server {
  child: ChildProcess
  ended: Promise<string>
}

function launch(
  { native, home, account }: Places,
  port: number,
  throwaway: boolean,
  further: readonly string[],
): Server {
  const settings = [
    'listen_addresses=127.0.0.1',
    // No socket file: its usual folder may not exist, and a path under a deep clone is too long.
    'unix_socket_directories=',
    'max_connections=200',
    'shared_buffers=64MB',
    'timezone=UTC',
    'log_timezone=UTC',
    ...(throwaway
      ? ['fsync=off', 'synchronous_commit=off', 'full_page_writes=off', 'wal_level=minimal', 'max_wal_senders=0']
      : []),
    ...further,
  ]
  const logPath = join(home, 'postgres.log')
  const log = openSync(logPath, 'w', 0o600)
  const args = ['-D', join(home, 'pgdata'), '-p', String(port), ...settings.flatMap((setting) => ['-c', setting])]
  const child = spawn(join(native, 'bin', 'postgres'), args, {
    ...spawnAs(account, home),
    stdio: ['ignore', log, log],
    // A group of its own: Ctrl-C in the terminal must reach us, who stop it last, and not it.
    detached: true,
  })
  closeSync(log)
  const forget = child.pid === undefined ? () => undefined : whenGone(stopFast, String(child.pid))
  child.once('exit', forget)
  const lastLines = () => readFileSync(logPath, 'utf8').trimEnd().split('\n').slice(-8).join('\n')
  const ended = new Promise<string>((resolve) => {
    child.on('error', (error) => resolve(error.message))
    child.on('exit', () => resolve(lastLines()))
  })
  return { child, ended }
}

/** Null once it takes connections, else why it does not. */
async function untilReady({ ended }: Server, url: string): Promise<string | null> {
  let failure: string | null = null
  void ended.then((lines) => (failure = lines))
  const deadline = Date.now() + 60_000
  while (failure === null && Date.now() < deadline) {
    const client = new Client({ connectionString: url, connectionTimeoutMillis: 2_000 })
    client.on('error', () => undefined)
    try {
      await client.connect()
      return null
    } catch {
      // Not listening yet, or still recovering: the deadline decides.
      await wait(25)
    } finally {
      await client.end().catch(() => undefined)
    }
  }
  return failure ?? 'it took no connection within 60 s'
}

interface Address {
  port: number
  connect: (database: string) => string
  release: () => void | Promise<void>
}

function removing({ home }: Places, release: () => void) {
  return async () => {
    await rm(home, { recursive: true, force: true })
    // A folder made for it alone is empty now; any other is not, and stays.
    await rmdir(dirname(home)).catch(() => undefined)
    release()
  }
}

function running({ child, ended }: Server, { port, connect, release }: Address): RunningPostgres {
  return {
    port,
    pid: child.pid ?? 0,
    url: connect,
    ended,
    async createDatabase(name) {
      const client = new Client({ connectionString: connect('postgres') })
      await client.connect()
      try {
        const { rowCount } = await client.query('SELECT FROM pg_database WHERE datname = $1', [name])
        if (rowCount === 0) await client.query(`CREATE DATABASE ${escapeIdentifier(name)}`)
      } finally {
        await client.end()
      }
    },
    async stop() {
      await stopServer(child)
      await release()
    },
  }
}

/** Fast, then immediate shutdown, then the hard way; the next start recovers from each of them. */
async function stopServer(child: ChildProcess): Promise<void> {
  for (const [signal, milliseconds] of [
    ['SIGINT', 10_000],
    ['SIGQUIT', 5_000],
    ['SIGKILL', 5_000],
  ] as const) {
    if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return
    child.kill(signal)
    const exited = new Promise((resolve) => child.once('exit', resolve))
    await Promise.race([exited, wait(milliseconds, undefined, { ref: false })])
  }
}

/** Ends a server whose supervisor was killed, or waits for its end: we hold the directory, so nobody uses it. */
function stopLeftover({ native, home, account }: Places): void {
  const control = (...args: string[]) =>
    spawnSync(join(native, 'bin', 'pg_ctl'), [...args, '-D', join(home, 'pgdata')], spawnAs(account, home))
  // Status 0: a server runs on these data. A stale postmaster.pid gives 3 and is the server's own business.
  if (control('status').status === 0) control('stop', '-m', 'fast', '-w', '-t', '20')
}
