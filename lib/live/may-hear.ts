import { may, type Role } from '@/lib/domain/access/roles'
import type { PositionedEntry } from '@/lib/domain/journal/entry'
import type { LiveEntry } from '@/lib/domain/view/live-message'

/** What a person hears of an entry: that it is there, what it is only where they may read it, or nothing at all. */
export function liveEntryFor(roles: readonly Role[], entry: PositionedEntry): LiveEntry | null {
  const { position, stream, sequence, type, at } = entry
  const room = stream.slice(0, stream.indexOf(':') === -1 ? undefined : stream.indexOf(':'))
  switch (room) {
    case 'incident':
      if (may(roles, 'incident.read')) return { position, stream, sequence, type, at }
      return may(roles, 'sponsor.read') ? { position, stream, sequence, type: null, at } : null
    case 'plan':
    case 'environment':
      return may(roles, 'posture.read') ? { position, stream, sequence, type, at } : null
    default:
      return may(roles, 'evidence.read') ? { position, stream, sequence, type, at } : null
  }
}

/** Where to go on: Last-Event-ID of a reconnecting browser before ?after= of a page; null for from now on. */
export function positionAskedFor(lastEventId: string | null, after: string | null): number | null {
  for (const text of [lastEventId, after]) {
    if (text !== null && /^\d{1,15}$/.test(text)) return Number(text)
  }
  return null
}
