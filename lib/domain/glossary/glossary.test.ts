import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { glossary } from './glossary'
import { glossaryDocument } from './glossary-document'

describe('the glossary', () => {
  it('gives every word one meaning', () => {
    const words = glossary.flatMap((entry) => entry.words)
    expect(words.filter((word, at) => words.indexOf(word) !== at)).toEqual([])
  })

  it('is written out in glossary.md', async () => {
    const file = fileURLToPath(new URL('../glossary.md', import.meta.url))
    await expect(glossaryDocument()).toMatchFileSnapshot(file)
  })
})
