/**
 * At once while idle; asked again during the work, once more after it, however often it was asked. Starts are at least
 * `milliseconds` apart. Work that fails counts as done.
 */
export function oneAtATime(milliseconds: number, work: () => Promise<void>): () => void {
  let running = false
  let again = false
  const pause = () => new Promise((resolve) => setTimeout(resolve, milliseconds))
  const run = async () => {
    running = true
    while (again) {
      again = false
      await Promise.all([work().catch(() => undefined), pause()])
    }
    running = false
  }
  return () => {
    again = true
    if (!running) void run()
  }
}
