/** A set of whole numbers kept as sorted, disjoint, non-touching ranges: millions of orders in a row cost one pair. */
export class RangeSet {
  private readonly ranges: [number, number][]

  constructor(ranges: readonly (readonly [number, number])[] = []) {
    this.ranges = ranges.map(([first, last]) => [first, last])
  }

  /** Adds first..last, both included. Appending at the end, the usual case, costs nothing. */
  add(first: number, last: number): void {
    if (last < first) return
    let from = this.ranges.length
    while (from > 0 && this.lastAt(from - 1) >= first - 1) from -= 1
    let to = from
    let merged: [number, number] = [first, last]
    for (let next = this.ranges[to]; next !== undefined && next[0] <= merged[1] + 1; next = this.ranges[to]) {
      merged = [Math.min(merged[0], next[0]), Math.max(merged[1], next[1])]
      to += 1
    }
    this.ranges.splice(from, to - from, merged)
  }

  has(value: number): boolean {
    return this.ranges.some(([first, last]) => first <= value && value <= last)
  }

  size(): number {
    return this.ranges.reduce((sum, [first, last]) => sum + last - first + 1, 0)
  }

  /** What is in this set and not in the other. */
  minus(other: RangeSet): RangeSet {
    const left = new RangeSet()
    let at = 0
    for (const [first, last] of this.ranges) {
      let start = first
      while (at < other.ranges.length && other.lastAt(at) < start) at += 1
      for (let index = at; index < other.ranges.length; index += 1) {
        const hole = other.ranges[index]
        if (hole === undefined || hole[0] > last) break
        if (hole[0] > start) left.add(start, hole[0] - 1)
        start = hole[1] + 1
      }
      if (start <= last) left.add(start, last)
    }
    return left
  }

  copy(): RangeSet {
    return new RangeSet(this.ranges)
  }

  toJSON(): [number, number][] {
    return this.ranges
  }

  private lastAt(index: number): number {
    return this.ranges[index]?.[1] ?? -Infinity
  }
}
