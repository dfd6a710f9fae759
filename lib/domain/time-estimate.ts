/** What is known of the database's clock at one moment: it shows at least `low`, and at most `high`. */
export interface TimeRange {
  low: number
  high: number
}

/** Two machines' clocks drift apart by this much of the time that passes, at most. */
const drift = 0.000_5
/** The database says whole milliseconds. */
const rounding = 1

/**
 * The database's clock as a process knows it: each answer bounds it by the moments between which it was given, and what
 * all of them allow is kept. A slow answer bounds little and spoils nothing. An answer that fits none of what was known
 * means that a clock was set, or that this machine stood still: from there on everything is known anew.
 */
export class TimeEstimate {
  private offset: TimeRange | null = null
  private takenAt = 0
  private since = 0

  /** An answer of the database, `now`, to what was asked and heard at these monotonic milliseconds. */
  learn({ asked, heard, now }: { asked: number; heard: number; now: number }): void {
    const fresh: TimeRange = { low: now - heard - rounding, high: now - asked + rounding }
    const known = this.widened(heard)
    const both = known === null ? null : { low: Math.max(known.low, fresh.low), high: Math.min(known.high, fresh.high) }
    if (both === null || both.low > both.high) {
      this.offset = fresh
      this.since = now + rounding
    } else this.offset = both
    this.takenAt = heard
  }

  /** Null before the first answer. */
  at(monotonic: number): TimeRange | null {
    const known = this.widened(monotonic)
    return known === null ? null : { low: known.low + monotonic, high: known.high + monotonic }
  }

  /** The moment, on the database's clock, since which that clock has run evenly as far as this process knows. */
  evenSince(): number {
    return this.since
  }

  private widened(monotonic: number): TimeRange | null {
    if (this.offset === null) return null
    const more = Math.max(0, monotonic - this.takenAt) * drift
    return { low: this.offset.low - more, high: this.offset.high + more }
  }
}
