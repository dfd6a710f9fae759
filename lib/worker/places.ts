/** Lets as many pieces of work in at once as there are places; the others wait in the order they came. */
export class Places {
  private readonly waiting: (() => void)[] = []
  private taken = 0

  constructor(private readonly places: number) {}

  async hold<T>(work: () => Promise<T>): Promise<T> {
    if (this.taken < this.places) this.taken += 1
    else await new Promise<void>((resolve) => this.waiting.push(resolve))
    try {
      return await work()
    } finally {
      const next = this.waiting.shift()
      // Who waits longest has the place: it is never free for somebody who comes just now.
      if (next === undefined) this.taken -= 1
      else next()
    }
  }
}
