import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'

/** Replaces a file in one step: a reader, or the next start after a kill, sees the old content or the new, never half. */
export function writeFileAtomically(file: string, content: string, mode = 0o600): void {
  mkdirSync(dirname(file), { recursive: true })
  const draft = `${file}.${process.pid}.new`
  writeFileSync(draft, content, { mode })
  renameSync(draft, file)
}

export interface StateFile {
  read(): Record<string, unknown> | null
  /** Writes soon; many calls in a row write once. */
  saveSoon(): void
  saveNow(): void
  /** Saves a last time and stops saving. */
  close(): void
}

/** The lab's state file, written a moment after each change and once a second, because the world never stands still. */
export function createStateFile(dataDirectory: string, snapshot: () => Record<string, unknown>): StateFile {
  const file = join(dataDirectory, 'state.json')
  let soon: NodeJS.Timeout | null = null
  const saveNow = (): void => {
    if (soon) clearTimeout(soon)
    soon = null
    writeFileAtomically(file, JSON.stringify(snapshot()))
  }
  const interval = setInterval(saveNow, 1000)
  let closed = false
  return {
    read: () => readState(file),
    saveSoon: () => {
      if (!closed) soon ??= setTimeout(saveNow, 20)
    },
    saveNow,
    close: () => {
      clearInterval(interval)
      saveNow()
      closed = true
    },
  }
}

function readState(file: string): Record<string, unknown> | null {
  if (!existsSync(file)) return null
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as Record<string, unknown>
  } catch (cause) {
    throw new Error(`the lab's state file ${file} is damaged; remove it to start afresh`, { cause })
  }
}
