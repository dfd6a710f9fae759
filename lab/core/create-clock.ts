import type { LabClock } from './contract'

export interface StoppableClock extends LabClock {
  /** Pending and later waits never resolve: what was going on is resumed from the state file at the next start. */
  stop(): void
}

export function createClock(timeScale: number): StoppableClock {
  const timers = new Set<NodeJS.Timeout>()
  let stopped = false
  const scaled = (milliseconds: number): number => milliseconds / timeScale
  return {
    timeScale,
    now: () => Date.now(),
    scaled,
    wait: (milliseconds) =>
      new Promise((resolve) => {
        if (stopped) return
        const timer = setTimeout(() => {
          timers.delete(timer)
          resolve()
        }, scaled(milliseconds))
        timers.add(timer)
      }),
    stop: () => {
      stopped = true
      for (const timer of timers) clearTimeout(timer)
      timers.clear()
    },
  }
}
