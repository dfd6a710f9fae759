import { spawnSync } from 'node:child_process'

/** The account the server runs under: our own, or, as PostgreSQL refuses root, another one's ids. */
export interface ServerAccount {
  name: string
  ids: { uid: number; gid: number } | null
}

function idsOf(name: string): { uid: number; gid: number } | null {
  const uid = spawnSync('id', ['-u', name], { encoding: 'utf8' })
  const gid = spawnSync('id', ['-g', name], { encoding: 'utf8' })
  return uid.status === 0 && gid.status === 0 ? { uid: Number(uid.stdout), gid: Number(gid.stdout) } : null
}

/** As root: `postgres`, created if need be, else `nobody`. Otherwise whoever we are. */
export function chooseAccount(): ServerAccount {
  if (process.getuid?.() !== 0) return { name: process.env['USER'] ?? 'this user', ids: null }
  if (idsOf('postgres') === null) {
    spawnSync('useradd', ['--system', '--user-group', '--no-create-home', '--shell', '/usr/sbin/nologin', 'postgres'])
  }
  for (const name of ['postgres', 'nobody']) {
    const ids = idsOf(name)
    if (ids !== null && ids.uid !== 0) return { name, ids }
  }
  throw new Error('PostgreSQL refuses to run as root, and there is no user postgres or nobody to run it as')
}

export function accountName(uid: number): string {
  const { status, stdout } = spawnSync('id', ['-un', String(uid)], { encoding: 'utf8' })
  return status === 0 ? stdout.trim() : `user ${uid}`
}

/** How to spawn a program of the server: under its account, with nothing of our environment that may hold a secret. */
export function spawnAs({ ids }: ServerAccount, cwd: string) {
  const env = { PATH: process.env['PATH'], LC_ALL: 'C', TZ: 'UTC' } as unknown as NodeJS.ProcessEnv
  return { ...(ids ?? {}), cwd, env }
}

/** Whether the account may do what `test` checks (`-x`, `-r`, `-w`) with the path. */
export function accountCan(account: ServerAccount, check: '-r' | '-w' | '-x', path: string): boolean {
  const { status } = spawnSync('/bin/sh', ['-c', `test ${check} "$1"`, 'sh', path], {
    cwd: '/',
    ...(account.ids ?? {}),
  })
  return status === 0
}
