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
])('%j is shown as %j', (text, shown) => {
  expect(withoutControls(text)).toBe(shown)
})

it.each([
  ['plain', null],
  ['two\nlines\tand a tab', null],
  ['turned \u202e round', { index: 7, name: 'U+202E' }],
  ['an \u001b escape', { index: 3, name: 'U+001B' }],
  ['\n\u0000', { index: 1, name: 'U+0000' }],
])('in %j is found %j', (text, found) => {
  expect(findControl(text)).toEqual(found)
})
