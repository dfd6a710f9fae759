import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { identify, isAlive, type ProcessIdentity } from '@/lib/db/embedded/process-identity'
import { env } from '@/lib/env'

/** What a running `breakwater up` tells other commands of this machine. For its owner only: it holds a password. */
export interface Running {
  process: ProcessIdentity
  consoleUrl: string
  databaseUrl: string
  /** The addresses of the lab that runs with it. */
  labVariables: Record<string, string>
}

const path = () => join(env().dataDirectory, 'running.json')

export function writeRunning(about: Omit<Running, 'process'>): void {
  const me = identify(process.pid)
  if (me === null) throw new Error('cannot tell when this process started')
  rmSync(path(), { force: true })
  writeFileSync(path(), JSON.stringify({ process: me, ...about }, null, 2), { mode: 0o600 })
}

export function removeRunning(): void {
  rmSync(path(), { force: true })
}

/** Undefined when nothing runs on this data directory, whatever file was left behind. */
export function readRunning(): Running | undefined {
  let text: string
  try {
    text = readFileSync(path(), 'utf8')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    throw error
  }
  const running = JSON.parse(text) as Running
  return isAlive(running.process) ? running : undefined
}
