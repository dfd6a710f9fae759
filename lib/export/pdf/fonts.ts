import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { plainFont } from './plain-font'

export type Face = 'regular' | 'bold' | 'mono'

/** A stretch of text that one font file can draw. */
export interface FontRun {
  font: string
  text: string
}

const families: Readonly<Record<Face, { name: string; weight: number }>> = {
  regular: { name: 'inter', weight: 400 },
  bold: { name: 'inter', weight: 600 },
  mono: { name: 'jetbrains-mono', weight: 400 },
}

const folder = (family: string) => join(process.cwd(), 'node_modules', '@fontsource', family)

const files = new Map<string, Buffer>()

/** The package cuts each font into files by script; the woff ones, since those of woff2 lose composed letters. */
export function fontBytes(font: string): Buffer {
  const known = files.get(font)
  if (known !== undefined) return known
  const [family = '', subset, weight] = font.split('/')
  const file = join(folder(family), 'files', `${family}-${subset}-${weight}-normal.woff`)
  const bytes = plainFont(readFileSync(file))
  files.set(font, bytes)
  return bytes
}

/**
 * Which font file draws each character. One that none has, of a script these fonts do not know, is written by its
 * number, `[U+5C71]`: that can be read and looked up, a box can not.
 */
export function fontRuns(text: string, face: Face): FontRun[] {
  const { name, weight } = families[face]
  const runs: FontRun[] = []
  for (const character of text.normalize('NFC')) {
    const code = character.codePointAt(0) ?? 0
    const subset = code < 0x20 ? undefined : coverage(name).find(({ ranges }) => within(ranges, code))?.subset
    const run =
      subset === undefined
        ? { font: `${name}/latin/${weight}`, text: `[U+${code.toString(16).toUpperCase().padStart(4, '0')}]` }
        : { font: `${name}/${subset}/${weight}`, text: character }
    const last = runs.at(-1)
    if (last?.font === run.font) last.text += run.text
    else runs.push(run)
  }
  return runs
}

type Ranges = readonly (readonly [number, number])[]

function within(ranges: Ranges, code: number): boolean {
  return ranges.some(([from, to]) => code >= from && code <= to)
}

const known = new Map<string, readonly { subset: string; ranges: Ranges }[]>()

/** Latin first: its file has the punctuation that others name too. */
function coverage(family: string) {
  const found = known.get(family)
  if (found !== undefined) return found
  const declared = JSON.parse(readFileSync(join(folder(family), 'unicode.json'), 'utf8')) as Record<string, string>
  const subsets = Object.entries(declared)
    .map(([subset, ranges]) => ({ subset, ranges: ranges.split(',').map(rangeOf) }))
    .sort((a, b) => Number(b.subset === 'latin') - Number(a.subset === 'latin'))
  known.set(family, subsets)
  return subsets
}

function rangeOf(text: string): readonly [number, number] {
  const [from, to] = text.replace('U+', '').split('-')
  return [parseInt(from ?? '', 16), parseInt(to ?? from ?? '', 16)]
}
