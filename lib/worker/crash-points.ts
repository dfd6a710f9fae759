import type { CrashPoint } from '@/lib/engine/ports'

/**
 * For tests of what survives: BREAKWATER_CRASH_AT=S7:after-intent kills this process there with SIGKILL,
 * BREAKWATER_STOP_AT=S7:before-send stops it with SIGSTOP until someone continues it. Each acts once a process, and
 * neither but with BREAKWATER_TEST_HOOKS=1: a worker that is not under test has no such points.
 */
export function createCrashPoints(variables: Readonly<Record<string, string | undefined>>) {
  const points = new Map<string, 'SIGKILL' | 'SIGSTOP'>()
  const { BREAKWATER_TEST_HOOKS: hooks, BREAKWATER_CRASH_AT: crash, BREAKWATER_STOP_AT: stop } = variables
  if (hooks === '1' && crash !== undefined) points.set(crash, 'SIGKILL')
  if (hooks === '1' && stop !== undefined) points.set(stop, 'SIGSTOP')
  return async (point: CrashPoint, step: string): Promise<void> => {
    const signal = points.get(`${step}:${point}`)
    if (signal === undefined) return
    points.delete(`${step}:${point}`)
    process.kill(process.pid, signal)
    // The signal may arrive a moment later; nothing may happen in between.
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
}
