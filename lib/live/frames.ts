import type { Role } from '@/lib/domain/access/roles'
import type { PositionedEntry } from '@/lib/domain/journal/entry'
import { liveText, type LiveMessage } from '@/lib/domain/view/live-message'
import { liveEntryFor } from './may-hear'

const encoder = new TextEncoder()

export function frameOf(message: LiveMessage): Uint8Array {
  return encoder.encode(liveText(message))
}

/** By entry: as whoever may read it hears it, and as those do who only hear that it is there. */
const ofEntries = new WeakMap<PositionedEntry, { told?: Uint8Array; untold?: Uint8Array }>()

/**
 * What these roles hear of an entry, in the bytes of the stream; null where they hear nothing. The same bytes go to
 * everybody who hears the same: what they hear depends on roles alone, and nothing of any person is in them.
 */
export function entryFrame(roles: readonly Role[], entry: PositionedEntry): Uint8Array | null {
  const data = liveEntryFor(roles, entry)
  if (data === null) return null
  const known = ofEntries.get(entry) ?? {}
  ofEntries.set(entry, known)
  return (known[data.type === null ? 'untold' : 'told'] ??= frameOf({ event: 'entry', id: entry.position, data }))
}

const ofReadings = new WeakMap<object, Uint8Array>()

/** The same notices, the same bytes. */
export function readingsFrame(data: Extract<LiveMessage, { event: 'readings' }>['data']): Uint8Array {
  const frame = ofReadings.get(data) ?? frameOf({ event: 'readings', data })
  ofReadings.set(data, frame)
  return frame
}

export const presenceFrame = frameOf({ event: 'presence', data: {} })
