/** Runs what it is given for a key at most once in a while: what anybody can cause must not fill the log. */
export function createSeldom(everyMilliseconds: number, keys = 100) {
  const said = new Map<string, number>()
  return (key: string, say: () => void, now = Date.now()): void => {
    const before = said.get(key)
    if (before !== undefined && now - before < everyMilliseconds) return
    const oldest = said.entries().next().value
    if (before === undefined && oldest !== undefined && said.size >= keys) {
      // Each of many names is as new as the next: with all places taken by fresh ones, nothing more is said for now.
      if (now - oldest[1] < everyMilliseconds) return
      said.delete(oldest[0])
    }
    said.delete(key)
    said.set(key, now)
    say()
  }
}
