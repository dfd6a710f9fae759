import { expect, it } from 'vitest'
import { findControl, withoutControls } from './controls'

it.each([
  ['Checkout is down in us-east-1', 'Checkout is down in us-east-1'],
  ['Ünïcödé, 日本語, عربي, 👩‍🚒', 'Ünïcödé, 日本語, عربي, 👩‍🚒'],
  ['two\r\nlines\tand\u2028more', 'two lines and more'],
  ['\u001b[31mred\u0007', '[31mred'],
  ['pay \u202eelpmaxe.live', 'pay elpmaxe.live'],
  ['a\u2066b\u2069c\u061cd\u200fe', 'abcde'],
  ['\u0085\u009b2J', '2J'],
  ['pay\u200bments\u00ad \ufeffdown\u2060\u{e0041}', 'payments down'],
  ['1\ufe0f\u20e3 ❤️ نامه\u200cای', '1\ufe0f\u20e3 ❤️ نامه\u200cای'],
])('%j is shown as %j', (text, shown) => {
  expect(withoutControls(text)).toBe(shown)
})

it.each([
  ['plain', null],
  ['two\nlines\tand a tab', null],
  ['turned \u202e round', { index: 7, name: 'U+202E' }],
  ['an \u001b escape', { index: 3, name: 'U+001B' }],
  ['\n\u0000', { index: 1, name: 'U+0000' }],
  ['role/dr\u200b-promote', { index: 7, name: 'U+200B' }],
  ['role/dr\u00ad-promote', { index: 7, name: 'U+00AD' }],
  ['role/dr\u2060-promote', { index: 7, name: 'U+2060' }],
  ['role/dr\ufeff-promote', { index: 7, name: 'U+FEFF' }],
  ['role/dr\u{e0041}-promote', { index: 7, name: 'U+E0041' }],
  ['role/dr\u3164-promote', { index: 7, name: 'U+3164' }],
  ['role/dr\u200d-promote', { index: 7, name: 'U+200D' }],
  ['role/dr\u200c-promote', { index: 7, name: 'U+200C' }],
  ['role/dr\ufe0f-promote', { index: 7, name: 'U+FE0F' }],
  ['role/dr\u{e0100}-promote', { index: 7, name: 'U+E0100' }],
  ['é\u200d', { index: 1, name: 'U+200D' }],
  ['👩‍🚒 ❤️ 1\ufe0f\u20e3 نامه\u200cای', null],
])('in %j is found %j', (text, found) => {
  expect(findControl(text)).toEqual(found)
})
