import { setTimeout as sleep } from 'node:timers/promises'

/**
 * Lets a loop sleep until it is rung or time is up. A ring while it works is not lost: the next sleep ends at once.
 * It belongs to one loop, so that nothing piles up on a signal that lives as long as the process.
 */
export class Alarm {
  private rung = false
  private wake: () => void = () => undefined

  readonly ring = (): void => {
    this.rung = true
    this.wake()
  }

  async sleep(milliseconds: number): Promise<void> {
    if (!this.rung) {
      const ended = new AbortController()
      this.wake = () => ended.abort()
      await sleep(milliseconds, undefined, { signal: ended.signal }).catch(() => undefined)
      this.wake = () => undefined
    }
    this.rung = false
  }
}
