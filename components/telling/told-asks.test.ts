import { describe, expect, it } from 'vitest'
import { createToldAsks, type KeptTexts } from './told-asks'

function store(): KeptTexts {
  const texts = new Map<string, string>()
  return { getItem: (key) => texts.get(key) ?? null, setItem: (key, text) => void texts.set(key, text) }
}

describe('what a browser has told', () => {
  it('is told once, whichever tab tells it', () => {
    const shared = store()
    const [first, second] = [createToldAsks('mara', shared), createToldAsks('mara', shared)]
    expect(first.take(['a', 'b'])).toEqual(['a', 'b'])
    expect(second.take(['a', 'b', 'c'])).toEqual(['c'])
    expect(first.take(['c', 'd'])).toEqual(['d'])
  })

  it('is not told to the next person at the same browser as if they had heard it', () => {
    const shared = store()
    createToldAsks('mara', shared).take(['a'])
    expect(createToldAsks('tomas', shared).take(['a'])).toEqual(['a'])
  })

  it.each<[string, KeptTexts | null]>([
    ['grants no store', null],
    [
      'refuses to keep',
      {
        getItem: () => null,
        setItem: () => {
          throw new Error('full')
        },
      },
    ],
    ['has kept something else', { getItem: () => '{"not": "a list"', setItem: () => undefined }],
  ])('is remembered by the tab where the browser %s', (_, kept) => {
    const tab = createToldAsks('mara', kept)
    expect(tab.take(['a'])).toEqual(['a'])
    expect(tab.take(['a', 'b'])).toEqual(['b'])
  })
})
