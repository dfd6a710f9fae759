import type { ExecutorError } from './ports'
import { backOff } from './timing'

/** How long looks at targets rest: longer and longer while one says not now, and as long as it asks to be left alone. */
export class LookPause {
  private inARow = 0
  private asked = 0

  heard({ kind, retryAfterMilliseconds }: ExecutorError): void {
    if (kind !== 'busy') return
    this.asked = Math.max(this.asked, retryAfterMilliseconds ?? 0, backOff(this.inARow + 1))
  }

  /** Until the next round of looks. */
  next(pollEvery: number): number {
    const pause = Math.max(pollEvery, this.asked)
    this.inARow = this.asked === 0 ? 0 : this.inARow + 1
    this.asked = 0
    return pause
  }
}
