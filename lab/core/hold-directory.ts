import { spawnSync } from 'node:child_process'
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** A process that cannot be mistaken for a later one with the same number. */
export interface ProcessIdentity {
  pid: number
  started: string
}

/** Null when there is no such process. */
export function identify(pid: number): ProcessIdentity | null {
  const started = process.platform === 'linux' ? startedLinux(pid) : startedByPs(pid)
  return started === null ? null : { pid, started }
}

export function isAlive({ pid, started }: ProcessIdentity): boolean {
  return identify(pid)?.started === started
}

/**
 * Takes a data directory for this process; the result gives it back. Two labs on one directory would overwrite each
 * other's addresses, secrets and state. A holder that died without giving it back counts for nothing.
 */
export function holdDirectory(directory: string): () => void {
  mkdirSync(directory, { recursive: true })
  const file = join(directory, 'holder.json')
  const me = identify(process.pid)
  if (me === null) throw new Error('cannot tell when this process started')
  for (let attempt = 1; ; attempt += 1) {
    try {
      writeFileSync(file, JSON.stringify(me), { flag: 'wx' })
      return () => rmSync(file, { force: true })
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST' || attempt === 3) throw error
    }
    const holder = readHolder(file)
    if (holder !== null && isAlive(holder))
      throw new Error(`a lab runs in ${directory} already, as process ${holder.pid}`)
    rmSync(file, { force: true })
  }
}

function readHolder(file: string): ProcessIdentity | null {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as ProcessIdentity
  } catch {
    // Gone meanwhile, or cut off while it was written: nobody who lives.
    return null
  }
}

/** Field 22 of /proc/PID/stat, counted behind the name in brackets; a zombie (state Z) counts as gone. */
function startedLinux(pid: number): string | null {
  try {
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8')
      .replace(/^.*\) /s, '')
      .split(' ')
    return fields[0] === 'Z' ? null : (fields[19] ?? null)
  } catch {
    return null
  }
}

function startedByPs(pid: number): string | null {
  const { status, stdout } = spawnSync('ps', ['-p', String(pid), '-o', 'lstart='], { encoding: 'utf8' })
  return status === 0 ? stdout.trim() : null
}
