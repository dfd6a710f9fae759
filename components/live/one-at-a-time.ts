/**
 * At once while idle; asked again during the work, once more after it, however often it was asked. Starts are at least
 * `milliseconds` apart, and each begins `after` so many. Work that fails counts as done.
 */
export function oneAtATime(
  milliseconds: () => number,
  work: () => Promise<void>,
  after: () => number = () => 0,
): () => void {
  let running = false
  let again = false
  const pause = (length: number) => new Promise((resolve) => setTimeout(resolve, length))
  const run = async () => {
    running = true
    while (again) {
      const first = after()
      if (first > 0) await pause(first)
      again = false
      await Promise.all([work().catch(() => undefined), pause(milliseconds())])
    }
    running = false
  }
  return () => {
    again = true
    if (!running) void run()
  }
}
