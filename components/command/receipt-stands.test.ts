import { expect, it } from 'vitest'
import type { CommandState } from './command-state'
import { receiptStands } from './receipt-stands'

const recorded = (sequence: number): CommandState => ({
  kind: 'recorded',
  sequence,
  recordedAt: '2026-11-19T02:50:11.000Z',
  incidentId: 'INC-1',
})

it.each([
  ['before the page knows of it', recorded(66), 50, true],
  ['while it is the newest', recorded(66), 66, true],
  ['once somebody recorded a newer thing', recorded(50), 55, false],
  ['where nothing is known of others', recorded(50), null, true],
  ['of what was not recorded', { kind: 'unanswered' } as CommandState, 55, true],
])('a receipt %s', (_, state, newest, stands) => {
  expect(receiptStands(state, newest)).toBe(stands)
})
