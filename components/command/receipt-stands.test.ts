import { expect, it } from 'vitest'
import type { CommandState } from './command-state'
import { receiptStands } from './receipt-stands'

const recorded = (sequence: number): CommandState => ({
  kind: 'recorded',
  sequence,
  recordedAt: '2026-11-19T02:50:11.000Z',
  incidentId: 'INC-1',
})
const same = { pressed: 'stopped', now: 'stopped' }
const another = { pressed: 'stopped', now: 'rolling-back' }
const unanswered: CommandState = { kind: 'unanswered' }
const recording: CommandState = { kind: 'recording' }

it.each([
  ['before the page knows of it', recorded(66), same, 50, true],
  ['while it is the newest', recorded(66), same, 66, true],
  ['once somebody recorded a newer thing', recorded(50), same, 55, false],
  ['where nothing is known of others', recorded(50), same, null, true],
  ['beside the next question, also as the newest', recorded(66), another, 66, false],
  ['of what was not recorded', unanswered, same, 55, true],
  ['of what was not recorded, beside the next question', unanswered, another, 55, false],
  ['of what is on its way, whatever is asked meanwhile', recording, another, 55, true],
])('a receipt %s', (_, state, asked, newest, stands) => {
  expect(receiptStands(state, asked, newest)).toBe(stands)
})
