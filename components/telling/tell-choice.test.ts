import { expect, it } from 'vitest'
import { keepTellChoice, readTellChoice } from './tell-choice'
import type { KeptTexts } from './told-asks'

function store(): KeptTexts {
  const texts = new Map<string, string>()
  return { getItem: (key) => texts.get(key) ?? null, setItem: (key, text) => void texts.set(key, text) }
}

it('is silent until a person chooses otherwise, and keeps their choice theirs', () => {
  const kept = store()
  expect(readTellChoice('mara', kept)).toEqual({ sound: false, notification: false })
  expect(keepTellChoice('mara', { sound: true, notification: false }, kept)).toBe(true)
  expect(readTellChoice('mara', kept)).toEqual({ sound: true, notification: false })
  expect(readTellChoice('tomas', kept)).toEqual({ sound: false, notification: false })
})

it('is silent where what was kept cannot be read, and says where nothing is kept', () => {
  const broken = { getItem: () => '{"sound":"yes"', setItem: () => undefined }
  expect(readTellChoice('mara', broken)).toEqual({ sound: false, notification: false })
  expect(keepTellChoice('mara', { sound: true, notification: true }, null)).toBe(false)
})
