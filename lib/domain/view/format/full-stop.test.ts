import { expect, it } from 'vitest'
import { fullStop } from './full-stop'

it.each([
  ['connection reset (127.0.0.1:36421)', 'connection reset (127.0.0.1:36421).'],
  ['No answer within 30 s.', 'No answer within 30 s.'],
  ['is it there? ', 'is it there?'],
  ['cut short…', 'cut short…'],
])('%j ends as a sentence: %j', (words, sentence) => {
  expect(fullStop(words)).toBe(sentence)
})
