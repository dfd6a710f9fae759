import { spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { chown, readFile, rename, rm, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { spawnAs, type ServerAccount } from './choose-account'
import type { Places } from './reachable-places'

export const ownerRole = 'breakwater_owner'

/**
 * Makes the cluster in `home/pgdata` unless it is there, and gives its owner's password. Built beside and renamed,
 * so that an interrupted start leaves nothing half made.
 */
export async function initialiseCluster({ native, home, account }: Places): Promise<string> {
  const data = join(home, 'pgdata')
  const passwordFile = join(home, 'owner-password')
  if ((await stat(data).catch(() => null)) !== null) {
    await checkVersion(native, data)
    return (await readFile(passwordFile, 'utf8')).trim()
  }
  const password = randomBytes(24).toString('base64url')
  await writeFile(passwordFile, `${password}\n`, { mode: 0o600 })
  if (account.ids !== null) await chown(passwordFile, account.ids.uid, account.ids.gid)
  const fresh = `${data}.new`
  await rm(fresh, { recursive: true, force: true })
  await run(join(native, 'bin', 'initdb'), account, home, [
    `--pgdata=${fresh}`,
    `--username=${ownerRole}`,
    `--pwfile=${passwordFile}`,
    '--auth=scram-sha-256',
    '--encoding=UTF8',
    '--locale=C',
    '--no-sync',
  ])
  await rename(fresh, data)
  return password
}

async function checkVersion(native: string, data: string): Promise<void> {
  const has = (await readFile(join(data, 'PG_VERSION'), 'utf8')).trim()
  const catalog = await readFile(join(native, 'share', 'postgresql', 'postgres.bki'), 'utf8')
  const needs = /^# PostgreSQL (\d+)/.exec(catalog)?.[1]
  if (needs !== undefined && has !== needs) {
    throw new Error(`${data} was made by PostgreSQL ${has}, this is ${needs}: dump and restore it, or remove it`)
  }
}

function run(program: string, account: ServerAccount, cwd: string, args: string[]): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { ...spawnAs(account, cwd), stdio: ['ignore', 'ignore', 'pipe'] })
    let errors = ''
    child.stderr.on('data', (chunk: Buffer) => (errors += chunk.toString()))
    child.on('error', reject)
    child.on('close', (code) => (code === 0 ? resolve() : reject(new Error(`${program} failed: ${errors.trim()}`))))
  })
}
