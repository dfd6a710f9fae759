import { expect, it } from 'vitest'
import { notHeld } from './not-held'

it.each([
  ['what was read', { unknown: null, value: false }, 'It is acknowledged: no (read: false)'],
  ['zero, which is a reading', { unknown: null, value: 0 }, 'It is acknowledged: no (read: 0)'],
  ['an empty field as empty', { unknown: null, value: null }, 'It is acknowledged: no (read: empty)'],
  ['the reason where nothing was read', { unknown: 'no reply', value: true }, 'It is acknowledged: no reply'],
  [
    'a long value by its beginning',
    { unknown: null, value: 'x'.repeat(200) },
    `It is acknowledged: no (read: ${'x'.repeat(60)}…)`,
  ],
])('what does not hold is said with %s', (_, fact, words) => {
  expect(notHeld('It is acknowledged', fact)).toBe(words)
})

it('what is true but has to stay so is not called untrue', () => {
  expect(notHeld('It fails', { unknown: null, value: true }, true)).toBe(
    'It fails: yes, but not for long enough yet (read: true)',
  )
})
