/** Chance that is the same for the same seed (mulberry32). */
export class Seeded {
  private a: number

  constructor(readonly seed: number) {
    this.a = seed | 0
  }

  /** At least 0, below 1. */
  next(): number {
    this.a = (this.a + 0x6d2b79f5) | 0
    let t = Math.imul(this.a ^ (this.a >>> 15), 1 | this.a)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296
  }

  chance(probability: number): boolean {
    return this.next() < probability
  }

  between(least: number, below: number): number {
    return least + this.next() * (below - least)
  }

  /** A whole number of at least `least` and at most `most`. */
  whole(least: number, most: number): number {
    return Math.floor(this.between(least, most + 1))
  }

  pick<T>(items: readonly T[]): T {
    const item = items[Math.floor(this.next() * items.length)]
    if (item === undefined) throw new Error('nothing to pick from')
    return item
  }

  /** A chance of its own that does not move this one: what is added to one part of a story leaves the others as they were. */
  fork(name: string): Seeded {
    let hash = this.seed | 0
    for (const sign of name) hash = (Math.imul(hash ^ (sign.codePointAt(0) ?? 0), 0x01000193) + 0x9e3779b9) | 0
    return new Seeded(hash)
  }
}
