import type { Clock } from './ports'

/**
 * Lets a loop sleep until it is rung or time is up. A ring while it works is not lost: the next sleep ends at once.
 * It belongs to one loop, so that nothing piles up on a signal that lives as long as the process.
 */
export class Alarm {
  private rung = false
  private wake: () => void = () => undefined

  constructor(private readonly clock: Clock) {}

  readonly ring = (): void => {
    this.rung = true
    this.wake()
  }

  async sleep(milliseconds: number): Promise<void> {
    if (!this.rung) {
      await new Promise<void>((resolve) => {
        const stop = this.clock.timer(milliseconds, resolve)
        this.wake = () => {
          stop()
          resolve()
        }
      })
      this.wake = () => undefined
    }
    this.rung = false
  }
}
