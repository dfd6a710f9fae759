import { describe, expect, it } from 'vitest'
import { boxMoved, holdEndWords, type HoldEnd, released, slidOff } from './hold-rules'

const box = { left: 100, top: 200, width: 300, height: 44 }

describe('a hold', () => {
  it.each([
    ['the middle', { x: 250, y: 222 }, false],
    ['the edge', { x: 100, y: 200 }, false],
    ['a finger width past the edge', { x: 405, y: 222 }, false],
    ['left of it', { x: 90, y: 222 }, true],
    ['right of it', { x: 410, y: 222 }, true],
    ['above it', { x: 250, y: 190 }, true],
    ['below it', { x: 250, y: 254 }, true],
  ])('judges %s by where the finger is', (_, point, off) => {
    expect(slidOff(point, box)).toBe(off)
  })

  it.each([
    ['stands', {}, false],
    ['trembles', { top: 203 }, false],
    ['moves down', { top: 205 }, true],
    ['moves aside', { left: 94 }, true],
    ['grows', { height: 64 }, true],
    ['shrinks', { width: 280 }, true],
  ])('ends when the button %s, or does not', (_, change, moved) => {
    expect(boxMoved(box, { ...box, ...change })).toBe(moved)
  })

  it('counts a release by its own time', () => {
    expect([0, 399, 400, 1_999, 2_000, 9_000].map(released)).toEqual([
      'short',
      'short',
      'let-go',
      'let-go',
      'held',
      'held',
    ])
  })

  it('says of every end that nothing was recorded, in the width of a phone', () => {
    const ends: HoldEnd[] = [
      'short',
      'let-go',
      'slid-off',
      'lost-focus',
      'second-press',
      'menu',
      'page-moved',
      'interrupted',
      'off',
    ]
    for (const end of ends) {
      expect(holdEndWords(end, 'give GO')).toMatch(/nothing was recorded/i)
      expect(holdEndWords(end, 'give GO').length, end).toBeLessThanOrEqual(62)
    }
    expect(holdEndWords('short', 'give GO')).toBe('Hold for 2 seconds to give GO. Nothing was recorded.')
  })
})
