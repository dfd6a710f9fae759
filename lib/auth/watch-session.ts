import { database } from '@/lib/db/client'
import { createLog } from '@/lib/log'
import { findSessions, touchSessions, type SessionPerson } from './session-store'

export type SessionChange = 'ended' | 'roles-changed'

interface Watcher {
  token: string
  roles: string
  changed: (change: SessionChange) => void
}

const checkMilliseconds = 1_000

/** One per process, also when a bundler loads this module twice. */
const shared = globalThis as { [key: symbol]: { watchers: Set<Watcher>; timer: NodeJS.Timeout | null } | undefined }
const watch = (shared[Symbol.for('breakwater.session-watch')] ??= { watchers: new Set<Watcher>(), timer: null })

/**
 * Tells within about a second when a session ends or its person's roles change, for answers that stay open. All
 * watched sessions are read by one query. While the database cannot be asked nothing is told: nothing is read either.
 */
export function watchSession(
  token: string,
  person: Pick<SessionPerson, 'roles'>,
  changed: (change: SessionChange) => void,
): () => void {
  const watcher: Watcher = { token, roles: person.roles.join(), changed }
  watch.watchers.add(watcher)
  watch.timer ??= setInterval(() => void check(), checkMilliseconds)
  return () => {
    watch.watchers.delete(watcher)
    if (watch.watchers.size > 0 || watch.timer === null) return
    clearInterval(watch.timer)
    watch.timer = null
  }
}

let checking = false

async function check(): Promise<void> {
  if (checking) return
  checking = true
  try {
    const watchers = [...watch.watchers]
    const sessions = await findSessions(database(), [...new Set(watchers.map((watcher) => watcher.token))])
    for (const watcher of watchers) {
      const session = sessions.get(watcher.token)
      if (session === undefined) watcher.changed('ended')
      else if (session.roles.join() !== watcher.roles) watcher.changed('roles-changed')
    }
    const stale = [...sessions.values()].filter((session) => session.stale).map((session) => session.sessionId)
    if (stale.length > 0) await touchSessions(database(), stale)
  } catch (err) {
    createLog('session-watch').warn({ err }, 'sessions could not be checked')
  } finally {
    checking = false
  }
}
