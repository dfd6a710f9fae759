import { spawnSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { readFileSync, readdirSync } from 'node:fs'
import { appendFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { Client, escapeIdentifier } from 'pg'
import { startPostgres, type RunningPostgres } from '@/lib/db/embedded/start-postgres'
import { makeTemplate, query, withDatabase, type DatabaseServer } from '../database-server'
import { Door } from './door'

/** Killed by process, never by machine: what the kernel has written stays. */
const settings = ['fsync=off', 'wal_keep_size=512MB', 'autovacuum_naptime=5min']

interface Member {
  directory: string
  running: RunningPostgres
}

/** A PostgreSQL and a standby that follows it asynchronously, behind one address. Both can be stopped, frozen, killed. */
export class ServerPair {
  private members = 0
  private standby: Member | null = null

  private constructor(
    private readonly directory: string,
    private primary: Member,
    readonly door: Door,
    private readonly replication: Door,
    private readonly template: DatabaseServer,
  ) {}

  /** In an empty directory that the server's account may enter. */
  static async start(directory: string): Promise<ServerPair> {
    const [door, replication] = [await Door.open(), await Door.open()]
    const own = join(directory, 'server-0')
    const running = await startPostgres({ directory: own, settings })
    door.to = replication.to = running.port
    const template = await makeTemplate((database) => at(running.url(database), door.port))
    return new ServerPair(directory, { directory: own, running }, door, replication, template)
  }

  /** A migrated database of its own, by the address that stays; the standby has it. */
  async freshDatabase(): Promise<{ url: string; ownerUrl: string; drop(): Promise<void> }> {
    const name = `chaos_${randomBytes(6).toString('hex')}`
    const { ownerUrl, template, appUrl } = this.template
    await query(ownerUrl, `CREATE DATABASE ${escapeIdentifier(name)} TEMPLATE ${escapeIdentifier(template)}`)
    return {
      url: withDatabase(appUrl, name),
      ownerUrl: withDatabase(ownerUrl, name),
      drop: () => query(ownerUrl, `DROP DATABASE IF EXISTS ${escapeIdentifier(name)} WITH (FORCE)`),
    }
  }

  /** Makes a standby unless there is one, and waits until it has everything. */
  async ensureStandby(): Promise<void> {
    this.standby ??= await this.makeStandby()
    const client = await connected(this.primary.running.url('postgres'))
    try {
      for (let looks = 0; looks < 600; looks += 1) {
        const { rows } = await client.query<{ behind: boolean }>(
          'SELECT replay_lsn IS DISTINCT FROM pg_current_wal_lsn() AS behind FROM pg_stat_replication',
        )
        if (rows[0]?.behind === false) return
        await wait(50)
      }
    } finally {
      await client.end()
    }
    throw new Error('the standby does not follow')
  }

  /** The base backup of PostgreSQL's own low-level interface: the embedded one has no pg_basebackup. */
  private async makeStandby(): Promise<Member> {
    this.members += 1
    const directory = join(this.directory, `server-${this.members}`)
    const [from, to] = [join(this.primary.directory, 'postgres'), join(directory, 'postgres')]
    const client = await connected(this.primary.running.url('postgres'))
    try {
      await client.query(`SELECT pg_backup_start('standby', true)`)
      shell('mkdir -p "$1" && chmod 755 "$1"', directory)
      // What is removed while it is copied is of no importance: the log that is streamed says so, too.
      shell(
        'cp -a "$1" "$2" 2>/dev/null; cd "$2/pgdata" && rm -f postmaster.* && find pg_wal -type f -delete',
        from,
        to,
      )
      const { rows } = await client.query<{ labelfile: string }>('SELECT labelfile FROM pg_backup_stop(false)')
      const data = join(to, 'pgdata')
      await writeFile(join(data, 'backup_label'), rows[0]?.labelfile ?? '')
      await writeFile(join(data, 'standby.signal'), '')
      const url = new URL(at(this.primary.running.url('postgres'), this.replication.port))
      await appendFile(
        join(data, 'postgresql.auto.conf'),
        `\nprimary_conninfo = 'host=127.0.0.1 port=${url.port} user=${url.username} password=${url.password} application_name=standby'\n` +
          `wal_retrieve_retry_interval = '200ms'\n`,
      )
      shell('chown --reference="$1" "$1/backup_label" "$1/standby.signal" && chmod 600 "$1/backup_label"', data)
    } finally {
      await client.end()
    }
    return { directory, running: await startPostgres({ directory, settings }) }
  }

  /** Stopped and started again on the same data. */
  async stopFor(how: 'fast' | 'immediate', milliseconds: number): Promise<void> {
    const { directory, running } = this.primary
    this.door.to = this.replication.to = null
    if (how === 'immediate') process.kill(running.pid, 'SIGQUIT')
    if (how === 'immediate') await running.ended
    await running.stop()
    await wait(milliseconds)
    this.primary = { directory, running: await startPostgres({ directory, settings }) }
    this.door.to = this.replication.to = this.primary.running.port
  }

  /** Every process of it stands still: connections stay and say nothing. */
  async freezeFor(milliseconds: number): Promise<void> {
    const { pid } = this.primary.running
    signal(pid, 'SIGSTOP')
    const frozen = [pid, ...childrenOf(pid)]
    for (const one of frozen) signal(one, 'SIGSTOP')
    await wait(milliseconds)
    for (const one of frozen) signal(one, 'SIGCONT')
  }

  /** From now on the standby hears of nothing, until it takes over. */
  holdStandby(): void {
    this.replication.hold()
  }

  /** The standby takes over without what was committed in the last milliseconds; the old one is killed. */
  async failOver(loses: number, old: 'closed' | 'vanished'): Promise<void> {
    const { standby, primary } = this
    if (standby === null) throw new Error('there is no standby to take over')
    if (loses > 0) this.holdStandby()
    await wait(loses)
    this.door.to = this.replication.to = null
    const { pid } = primary.running
    for (const one of [pid, ...childrenOf(pid)]) signal(one, 'SIGKILL')
    this.replication.leave('closed')
    this.door.leave(old)
    await primary.running.ended
    await primary.running.stop()
    const client = await connected(standby.running.url('postgres'))
    try {
      await client.query('SELECT pg_promote(true, 30)')
    } finally {
      await client.end()
    }
    this.primary = standby
    this.standby = null
    this.door.to = this.replication.to = standby.running.port
    await rm(primary.directory, { recursive: true, force: true })
  }

  async end(): Promise<void> {
    await this.standby?.running.stop()
    await this.primary.running.stop()
    await this.door.close()
    await this.replication.close()
  }
}

function at(url: string, port: number): string {
  const changed = new URL(url)
  changed.port = String(port)
  return changed.href
}

async function connected(url: string): Promise<Client> {
  const client = new Client({ connectionString: url })
  client.on('error', () => undefined)
  await client.connect()
  return client
}

function childrenOf(pid: number): number[] {
  return readdirSync('/proc').flatMap((name) => (/^\d+$/.test(name) && parentOf(name) === pid ? [Number(name)] : []))
}

function parentOf(pid: string): number | null {
  try {
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8')
      .replace(/^.*\) /s, '')
      .split(' ')
    return Number(fields[1])
  } catch {
    // Gone meanwhile.
    return null
  }
}

function signal(pid: number, name: 'SIGSTOP' | 'SIGCONT' | 'SIGKILL'): void {
  try {
    process.kill(pid, name)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error
  }
}

function shell(script: string, ...args: string[]): void {
  const { status, stderr } = spawnSync('/bin/sh', ['-c', script, 'sh', ...args], { encoding: 'utf8' })
  if (status !== 0) throw new Error(`${script}: ${stderr}`)
}
