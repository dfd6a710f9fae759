import type { Query, QueryClient } from '@tanstack/react-query'
import type { LiveListener } from './live-store'
import { oneAtATime } from './one-at-a-time'
import { throttle } from './throttle'

/** State changes are shown at once and then at most ten times a second; readings, whose ages tick anyway, once. */
const entryMilliseconds = 100
const readingMilliseconds = 1_000
const retryMilliseconds = 1_000

interface Heard {
  /** Incidents with something new; `*` for everything. */
  incidents: Set<string>
  readings: boolean
  /** Whether more than the inner life of steps changed. */
  lists: boolean
}

const nothing = (): Heard => ({ incidents: new Set(), readings: false, lists: false })

/**
 * Turns what is heard into refetches. Keys: ['incident', id], ['sponsor', id], ['declare', id] of the incident's
 * stream; ['incidents'], ['approvals'], ['posture'] with any. Views that show readings carry `meta: { readings: true }`.
 * A refetch under way is never cut off by the next entry: under a burst on a busy server no view would ever arrive.
 * While `mayAsk` says no, nothing is fetched: a page without a session has asked once and has its answer.
 */
export function createInvalidator(client: QueryClient, mayAsk: () => boolean = () => true): LiveListener {
  let heard = nothing()
  let pace = 0
  const refresh = oneAtATime(() => Math.max(entryMilliseconds, pace), askAgain, spread)
  // A page whose server has many to answer begins at a moment of its own: they all hear of the same entry.
  function spread(): number {
    return pace > entryMilliseconds ? Math.random() * pace : 0
  }
  async function askAgain(): Promise<void> {
    const news = heard
    heard = nothing()
    if (!mayAsk()) return
    await client.invalidateQueries({ predicate: (query) => concerns(query, news) }, { cancelRefetch: false })
    const failed = client
      .getQueryCache()
      .findAll({ type: 'active', predicate: ({ state }) => state.status === 'error' })
    // Nothing else may ever be heard: what could not be fetched is asked for again.
    if (failed.length > 0 && mayAsk()) setTimeout(everything, retryMilliseconds + spread())
  }
  const everything = () => {
    heard.incidents.add('*')
    refresh()
  }
  const readings = throttle(readingMilliseconds, () => {
    heard.readings = true
    refresh()
  })
  return {
    entry({ stream, type }) {
      const [room, id] = stream.split(':')
      heard.incidents.add(room === 'incident' && id !== undefined ? id : '*')
      if (type === null || !type.startsWith('step.')) heard.lists = true
      refresh()
    },
    readings,
    presence: readings,
    connected: everything,
    pace(milliseconds) {
      pace = milliseconds
    },
  }
}

function concerns({ queryKey: [room, id], meta }: Query, { incidents, readings, lists }: Heard): boolean {
  if (incidents.has('*') || (readings && meta?.['readings'] === true)) return true
  if (typeof id === 'string') return incidents.has(id)
  return incidents.size > 0 && (lists || room !== 'shell')
}
