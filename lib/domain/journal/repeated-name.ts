/** A name that stands twice in one JSON object, and where. */
export interface RepeatedName {
  name: string
  /** The object it stands in, `entries[3].payload`; empty for the outermost. */
  within: string
  /** The line of the second one, counted from 1. */
  line: number
}

type Open = { kind: 'object'; names: Set<string>; name: string; awaitsName: boolean } | { kind: 'array'; index: number }

const token = /"(?:[^"\\]|\\.)*"|[{}[\],]/g

/**
 * The first name that an object of a JSON text holds twice; null where there is none. A parser keeps one of the two and
 * says nothing, so a reader of the text may be shown what no hash was made of. The text must parse.
 */
export function repeatedName(json: string): RepeatedName | null {
  const open: Open[] = []
  for (const match of json.matchAll(token)) {
    const [text] = match
    const top = open.at(-1)
    if (text === '{') open.push({ kind: 'object', names: new Set(), name: '', awaitsName: true })
    else if (text === '[') open.push({ kind: 'array', index: 0 })
    else if (text === '}' || text === ']') open.pop()
    else if (text === ',') {
      if (top?.kind === 'object') top.awaitsName = true
      else if (top !== undefined) top.index += 1
    } else if (top?.kind === 'object' && top.awaitsName) {
      // Escapes undone: `"mo\u0064e"` is `mode` to whoever parses it.
      const name = String(JSON.parse(text))
      if (top.names.has(name)) return { name, within: pathTo(open), line: lineAt(json, match.index) }
      top.names.add(name)
      top.name = name
      top.awaitsName = false
    }
  }
  return null
}

function pathTo(open: readonly Open[]): string {
  return open
    .slice(0, -1)
    .map((one) => (one.kind === 'object' ? `.${one.name}` : `[${one.index}]`))
    .join('')
    .replace(/^\./, '')
}

const lineAt = (text: string, index: number) => text.slice(0, index).split('\n').length
