import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { identify, isAlive, type ProcessIdentity } from './process-identity'

/** Another living process runs on the same data. */
export class DirectoryHeldError extends Error {
  override readonly name = 'DirectoryHeldError'
  constructor(
    directory: string,
    readonly pid: number,
  ) {
    super(`already running on ${directory} as process ${pid}`)
  }
}

/**
 * Takes a data directory for this process; the result gives it back. A holder that died without giving it back
 * (kill -9, power) counts for nothing. Throws DirectoryHeldError while it lives.
 */
export function holdDirectory(directory: string): () => void {
  mkdirSync(directory, { recursive: true })
  const path = join(directory, 'holder.json')
  const me = identify(process.pid)
  if (me === null) throw new Error('cannot tell when this process started')
  for (let attempt = 1; ; attempt += 1) {
    try {
      writeFileSync(path, JSON.stringify(me), { flag: 'wx' })
      return () => rmSync(path, { force: true })
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST' || attempt === 3) throw error
    }
    const holder = readHolder(path)
    if (holder !== null && isAlive(holder)) throw new DirectoryHeldError(directory, holder.pid)
    rmSync(path, { force: true })
  }
}

function readHolder(path: string): ProcessIdentity | null {
  try {
    return JSON.parse(readFileSync(path, 'utf8')) as ProcessIdentity
  } catch {
    // Gone meanwhile, or cut off while it was written: nobody who lives.
    return null
  }
}
