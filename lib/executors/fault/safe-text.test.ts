import { expect, it } from 'vitest'
import { safeText } from './safe-text'

it.each([
  ['\u001b[31mred\u001b[0m and \u001b]0;title\u0007plain', 'red and plain'],
  ['two\r\nlines\tand\u0000more', 'two lines and more'],
  ['the token is hunter2hunter2', 'the token is [secret]'],
  ['sent Authorization: Bearer abc.def.ghi, refused', 'sent Authorization: [secret], refused'],
  ['key AKIAABCDEFGHIJKLMNOP is unknown', 'key [secret] is unknown'],
  ['\u202egnp.exe', 'gnp.exe'],
])('makes %j fit to show', (text, safe) => {
  expect(safeText(text, ['hunter2hunter2'])).toBe(safe)
})

it('caps at 300 characters', () => {
  expect(safeText('x'.repeat(1_000))).toHaveLength(300)
})
