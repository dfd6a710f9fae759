import type { CrashPoint } from '@/lib/engine/ports'

/**
 * For tests of what survives: BREAKWATER_CRASH_AT=S7:after-intent kills this process there with SIGKILL,
 * BREAKWATER_STOP_AT=S7:before-send stops it with SIGSTOP until someone continues it. Each acts once a process.
 */
export function createCrashPoints(variables: Readonly<Record<string, string | undefined>>) {
  const points = new Map<string, 'SIGKILL' | 'SIGSTOP'>()
  if (variables['BREAKWATER_CRASH_AT'] !== undefined) points.set(variables['BREAKWATER_CRASH_AT'], 'SIGKILL')
  if (variables['BREAKWATER_STOP_AT'] !== undefined) points.set(variables['BREAKWATER_STOP_AT'], 'SIGSTOP')
  return async (point: CrashPoint, step: string): Promise<void> => {
    const signal = points.get(`${step}:${point}`)
    if (signal === undefined) return
    points.delete(`${step}:${point}`)
    process.kill(process.pid, signal)
    // The signal may arrive a moment later; nothing may happen in between.
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
}
