import { describe, expect, it } from 'vitest'
import { canonicalText } from './canonical'

describe('the canonical text', () => {
  it.each<[string, unknown, string]>([
    ['null', null, 'null'],
    ['booleans', [true, false], '[true,false]'],
    ['whole numbers', [0, -0, -7, 9007199254740991], '[0,0,-7,9007199254740991]'],
    ['keys in code unit order, at every depth', { b: { z: 1, a: 2 }, a: 1, B: 3 }, '{"B":3,"a":1,"b":{"a":2,"z":1}}'],
    [
      'keys of RFC 8785 section 3.2.3',
      { '\u20ac': 1, '\r': 2, '\ufb33': 3, '1': 4, '\u{1f600}': 5, '\u0080': 6, '\u00f6': 7 },
      '{"\\r":2,"1":4,"\u0080":6,"\u00f6":7,"\u20ac":1,"\u{1f600}":5,"\ufb33":3}',
    ],
    ['escapes as JSON does', '\u0001\b\t"\\/\u2028é', '"\\u0001\\b\\t\\"\\\\/\u2028é"'],
    ['composed and decomposed text apart', ['\u00e9', 'e\u0301'], '["\u00e9","e\u0301"]'],
    ['an absent key apart from null', { a: null }, '{"a":null}'],
    ['an object without prototype', Object.assign(Object.create(null) as object, { a: 1 }), '{"a":1}'],
    ['a time as the text it is', { at: '2026-01-02T03:04:05.678Z' }, '{"at":"2026-01-02T03:04:05.678Z"}'],
    ['the same object twice, which is no cycle', ((x) => [x, x])({ a: 1 }), '[{"a":1},{"a":1}]'],
  ])('writes %s', (_, value, text) => {
    expect(canonicalText(value)).toBe(text)
    expect(canonicalText(JSON.parse(text))).toBe(text)
  })

  const cycle: Record<string, unknown> = {}
  cycle['me'] = { again: cycle }

  it.each<[string, unknown, RegExp]>([
    ['a fraction', { a: { rate: 0.5 } }, /\$\.a\.rate: not a whole number/],
    ['a number beyond 2^53', [2 ** 53], /\$\[0\]: not a whole number/],
    ['NaN', Number.NaN, /not a whole number/],
    ['infinity', Infinity, /not a whole number/],
    ['undefined in an object', { a: undefined }, /\$\.a: undefined/],
    ['undefined in an array', [undefined], /\$\[0\]: undefined/],
    ['a hole in an array', new Array(1), /\$\[0\]: undefined/],
    ['a big integer', 1n, /bigint/],
    ['a function', { f: () => 1 }, /\$\.f: function/],
    ['a date', new Date(0), /plain objects/],
    ['a map', new Map(), /plain objects/],
    ['half a character', '\ud800', /lone surrogate/],
    ['half a character in a key', { '\udc00': 1 }, /lone surrogate/],
    ['a cycle', cycle, /contains itself/],
  ])('refuses %s', (_, value, message) => {
    expect(() => canonicalText(value)).toThrow(message)
  })
})
