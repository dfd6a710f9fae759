import { expect, it } from 'vitest'
import { roles, type Role } from '@/lib/domain/access/roles'
import { liveText } from '@/lib/domain/view/live-message'
import { entryFrame } from './frames'
import { liveEntryFor } from './may-hear'

const entryOf = (stream: string) => ({
  stream,
  sequence: 7,
  position: 70,
  type: 'some.fact',
  version: 1,
  at: '2026-11-19T02:47:02.000Z',
  actor: '{"kind":"person","person":"mara-okafor"}',
  payload: '{"secret":"never sent"}',
  previousHash: '0'.repeat(64),
  hash: '1'.repeat(64),
  algorithm: 'sha256/1' as const,
})

/** Whoever asks first decides nothing for those who come after. */
const orders: Role[][] = [[...roles], roles.toReversed()]

it.each(['incident:i-1', 'plan:p', 'session', 'people'])('of %s everybody hears what their own roles may', (stream) => {
  for (const order of orders) {
    const entry = entryOf(stream)
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
  const entry = entryOf('incident:i-1')
  expect(entryFrame(['auditor'], entry)).toBe(entryFrame(['commander'], entry))
  expect(entryFrame(['sponsor'], entry)).not.toBe(entryFrame(['commander'], entry))
})
