import { unlinkSync } from 'node:fs'
import { join } from 'node:path'
import type { CrashPoint } from '@/lib/engine/ports'

type Signal = 'SIGKILL' | 'SIGSTOP'

/**
 * For tests of what survives: BREAKWATER_CRASH_AT=S7:after-intent kills this process there with SIGKILL,
 * BREAKWATER_STOP_AT=S7:before-send stops it with SIGSTOP until someone continues it. Each acts once a process.
 * BREAKWATER_CRASH_ONCE=DIRECTORY holds a file of that name for each point that kills, and whoever takes it away is
 * killed: each acts once among all workers. None acts but with BREAKWATER_TEST_HOOKS=1: a worker that is not under test
 * has no such points.
 */
export function createCrashPoints(variables: Readonly<Record<string, string | undefined>>) {
  const points = new Map<string, Signal>()
  const { BREAKWATER_TEST_HOOKS: hooks, BREAKWATER_CRASH_AT: crash, BREAKWATER_STOP_AT: stop } = variables
  const { BREAKWATER_CRASH_ONCE: once } = variables
  if (hooks === '1' && crash !== undefined) points.set(crash, 'SIGKILL')
  if (hooks === '1' && stop !== undefined) points.set(stop, 'SIGSTOP')
  return async (point: CrashPoint, step: string): Promise<void> => {
    const name = `${step}:${point}`
    const signal: Signal | undefined =
      points.get(name) ?? (hooks === '1' && once !== undefined && tookAway(join(once, name)) ? 'SIGKILL' : undefined)
    if (signal === undefined) return
    points.delete(name)
    process.kill(process.pid, signal)
    // The signal may arrive a moment later; nothing may happen in between.
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
}

function tookAway(file: string): boolean {
  try {
    unlinkSync(file)
    return true
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return false
    throw error
  }
}
