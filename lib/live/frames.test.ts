import { expect, it } from 'vitest'
import { roles, type Role } from '@/lib/domain/access/roles'
import { untoldEntry } from '@/lib/testing/untold-entry'
import { liveText } from '@/lib/domain/view/live-message'
import { entryFrame } from './frames'
import { liveEntryFor } from './may-hear'

/** Whoever asks first decides nothing for those who come after. */
const orders: Role[][] = [[...roles], roles.toReversed()]

it.each(['incident:i-1', 'plan:p', 'session', 'people'])('of %s everybody hears what their own roles may', (stream) => {
  for (const order of orders) {
    const entry = untoldEntry(stream)
    for (const role of order) {
      const own = liveEntryFor([role], entry)
      const frame = entryFrame([role], entry)
      const text = frame === null ? null : new TextDecoder().decode(frame)
      expect(text).toBe(own === null ? null : liveText({ event: 'entry', id: entry.position, data: own }))
      expect(text ?? '').not.toMatch(/secret|mara/)
    }
  }
})

it('whoever hears the same of an entry gets the same bytes', () => {
  const entry = untoldEntry('incident:i-1')
  expect(entryFrame(['auditor'], entry)).toBe(entryFrame(['commander'], entry))
  expect(entryFrame(['sponsor'], entry)).not.toBe(entryFrame(['commander'], entry))
})
