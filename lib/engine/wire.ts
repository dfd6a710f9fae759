/**
 * What of one run is on its way to a target. A worker that is told to end lets nothing more leave, and waits for what
 * has left: a reply thrown away is a doubt that nobody need have had.
 */
export class Wire {
  /** Whether nothing more may leave. */
  closed = false
  private readonly under = new Set<Promise<unknown>>()

  /** From before a request leaves until what came of it is recorded. */
  async hold<T>(work: () => Promise<T>): Promise<T> {
    const working = work()
    this.under.add(working)
    try {
      return await working
    } finally {
      this.under.delete(working)
    }
  }

  /** Resolves once nothing is on its way any more. */
  async close(): Promise<void> {
    this.closed = true
    await Promise.allSettled([...this.under])
  }
}
