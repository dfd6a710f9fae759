import { createHash } from 'node:crypto'
import { chmod, chown, cp, mkdir, realpath, rename, rm, rmdir, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { accountCan, accountName, chooseAccount, type ServerAccount } from './choose-account'
import { findBinaries } from './find-binaries'
import { restoreLinks } from './restore-links'

export interface Places {
  account: ServerAccount
  /** The folder with bin, lib and share. */
  native: string
  /** Owned by the account; the cluster's `pgdata` and its log are in it. */
  home: string
}

/** Where the server's account can always get: its data and programs go here when ours are closed to it. */
const shared = '/var/lib/breakwater'
const digest = (path: string) => createHash('sha256').update(path).digest('hex').slice(0, 12)

/**
 * Where the server finds its programs and keeps its data. The server's account may be unable to enter the places we
 * can: a clone under /root. Then data and a copy of the programs go to /var/lib/breakwater, and `say` tells so.
 */
export async function reachablePlaces(directory: string, say: (line: string) => void): Promise<Places> {
  await mkdir(directory, { recursive: true })
  const real = await realpath(directory)
  for (const parent of [real, join(shared, digest(real))]) {
    const home = join(parent, 'postgres')
    const account = await accountFor(home)
    if (parent !== real) await openTo(parent)
    await mkdir(home, { recursive: true })
    await chmod(home, 0o700)
    if (account.ids !== null) await chown(home, account.ids.uid, account.ids.gid)
    if (accountCan(account, '-x', home)) {
      if (parent !== real) say(`PostgreSQL runs as ${account.name}, who cannot enter ${real}: its data are in ${home}`)
      return { account, native: await reachablePrograms(account, say), home }
    }
    // Only if empty: data of an earlier start stay where they are.
    await rmdir(home).catch(() => undefined)
  }
  throw new Error(`PostgreSQL cannot enter ${real}, nor ${shared}`)
}

/** Makes the folder and lets other accounts through it, whatever our umask says. */
async function openTo(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true })
  for (const each of [shared, folder]) await chmod(each, 0o755)
}

/** Data that exist keep their account, which PostgreSQL insists on; new data get one that it accepts. */
async function accountFor(home: string): Promise<ServerAccount> {
  const owner = await stat(join(home, 'pgdata')).catch(() => null)
  const me = process.getuid?.()
  if (owner === null || owner.uid === me) return chooseAccount()
  if (me === 0) return { name: accountName(owner.uid), ids: { uid: owner.uid, gid: owner.gid } }
  throw new Error(
    `${home} belongs to ${accountName(owner.uid)}: start as that user or as root, or remove it to begin anew`,
  )
}

async function reachablePrograms(account: ServerAccount, say: (line: string) => void): Promise<string> {
  const native = findBinaries()
  await restoreLinks(native)
  for (const program of ['initdb', 'postgres', 'pg_ctl']) await makeExecutable(join(native, 'bin', program))
  if (accountCan(account, '-x', join(native, 'bin', 'postgres'))) return native
  const copy = join(shared, `programs-${digest(native)}`)
  const source = await stat(join(native, 'bin', 'postgres'))
  const present = await stat(join(copy, 'bin', 'postgres')).catch(() => null)
  if (present?.size !== source.size) {
    // Copied beside and renamed: an interrupted copy must not pass for a whole one.
    await openTo(shared)
    await rm(`${copy}.new`, { recursive: true, force: true })
    await cp(native, `${copy}.new`, { recursive: true, verbatimSymlinks: true })
    await rm(copy, { recursive: true, force: true })
    await rename(`${copy}.new`, copy)
    say(`PostgreSQL runs as ${account.name}, who cannot enter ${native}: its programs are copied to ${copy}`)
  }
  return copy
}

async function makeExecutable(path: string): Promise<void> {
  const { mode } = await stat(path)
  if ((mode & 0o555) !== 0o555) await chmod(path, mode | 0o555)
}
