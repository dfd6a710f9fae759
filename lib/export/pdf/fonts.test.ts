import { expect, it } from 'vitest'
import { fontBytes, fontRuns } from './fonts'
import { plainFont } from './plain-font'

it.each([
  ['Tomás Varga', 'regular', ['inter/latin/400']],
  ['Árvíztűrő', 'regular', ['inter/latin/400', 'inter/latin-ext/400', 'inter/latin/400', 'inter/latin-ext/400']],
  ['Достоевский', 'bold', ['inter/cyrillic/600']],
  ['Ελένη', 'mono', ['jetbrains-mono/greek/400']],
] as const)('%s is drawn whole', (text, face, fonts) => {
  const runs = fontRuns(text, face)
  expect(runs.map(({ text: part }) => part).join('')).toBe(text)
  expect(runs.map(({ font }) => font)).toEqual(fonts)
})

it('composes letters that were typed in two parts, since the parts would stand beside each other', () => {
  expect(fontRuns('Toma\u0301s', 'regular')).toEqual([{ font: 'inter/latin/400', text: 'Tomás' }])
})

it('writes a letter that no font has by its number, never as a box', () => {
  expect(fontRuns('山😀\u0007', 'regular')).toEqual([{ font: 'inter/latin/400', text: '[U+5C71][U+1F600][U+0007]' }])
})

it('finds each file that it names, and takes out what shapes text', () => {
  for (const text of ['aűЖѣΩἀạ'])
    for (const face of ['regular', 'bold', 'mono'] as const)
      for (const { font } of fontRuns(text, face)) {
        const bytes = fontBytes(font)
        const tags = Array.from({ length: bytes.readUInt16BE(4) }, (_, at) =>
          bytes.toString('latin1', 12 + 16 * at, 16 + 16 * at),
        )
        expect(tags).toEqual(expect.arrayContaining(['cmap', 'glyf', 'loca']))
        expect(tags).not.toContain('GSUB')
      }
  expect(() => plainFont(Buffer.from('OTTO, which is none'))).toThrow('not a WOFF font')
})
