import type { QueryClient } from '@tanstack/react-query'
import type { LiveListener } from './live-store'

/** State changes are shown at once and then at most ten times a second; readings, whose ages tick anyway, once. */
const entryMilliseconds = 100
const readingMilliseconds = 1_000

/**
 * Turns what is heard into refetches. Keys: ['incident', id], ['sponsor', id], ['declare', id] of the incident's
 * stream; ['incidents'], ['approvals'], ['posture'] with any. Views that show readings carry `meta: { readings: true }`.
 */
export function createInvalidator(client: QueryClient): LiveListener {
  const dirty = new Set<string>()
  const refetchEntries = throttle(entryMilliseconds, () => {
    const ids = new Set(dirty)
    dirty.clear()
    void client.invalidateQueries({
      predicate: ({ queryKey: [, id] }) => typeof id !== 'string' || ids.has('*') || ids.has(id),
    })
  })
  const refetchReadings = throttle(readingMilliseconds, () => {
    void client.invalidateQueries({ predicate: ({ meta }) => meta?.['readings'] === true })
  })
  return {
    entry(entry) {
      const [room, id] = entry.stream.split(':')
      dirty.add(room === 'incident' && id !== undefined ? id : '*')
      refetchEntries()
    },
    readings: refetchReadings,
    presence: refetchReadings,
    connected() {
      dirty.add('*')
      refetchEntries()
    },
  }
}

/** At once, then not again before `milliseconds` have passed; what comes meanwhile is done at their end. */
export function throttle(milliseconds: number, work: () => void): () => void {
  let timer: ReturnType<typeof setTimeout> | null = null
  let again = false
  const run = () => {
    work()
    timer = setTimeout(() => {
      timer = null
      if (!again) return
      again = false
      run()
    }, milliseconds)
  }
  return () => {
    if (timer === null) run()
    else again = true
  }
}
