export interface EntryField {
  name: string
  value: string
  mono: boolean
}

const hex = /^[0-9a-f]{16,}$/

/**
 * Every field of a payload, one a line: objects inside are opened, lists of plain values joined, lists of objects
 * numbered. Names of people stand beside their ids; nothing is left out and nothing is shortened.
 */
export function payloadFields(payload: unknown, nameOf: (person: string) => string | null): EntryField[] {
  return walk(payload, '', nameOf)
}

function walk(value: unknown, path: string, nameOf: (person: string) => string | null): EntryField[] {
  if (Array.isArray(value)) {
    if (value.every((item) => typeof item !== 'object' || item === null))
      return [{ name: path, value: value.length === 0 ? 'none' : value.map(String).join(', '), mono: false }]
    return value.flatMap((item, index) => walk(item, `${path} ${index + 1}`.trim(), nameOf))
  }
  if (typeof value === 'object' && value !== null && Object.keys(value).length > 0)
    return Object.entries(value).flatMap(([key, member]) => walk(member, `${path} ${spaced(key)}`.trim(), nameOf))
  const text = value === null || typeof value === 'object' ? 'none' : value === '' ? 'empty' : String(value)
  const known = path.endsWith('person') && typeof value === 'string' ? nameOf(value) : null
  return [{ name: path, value: known === null ? text : `${known} (${text})`, mono: hex.test(text) }]
}

/** `sendBefore` is read as `send before`; keys that are no camel case stay as they are. */
function spaced(key: string): string {
  return /^[a-z]+([A-Z][a-z]+)+$/.test(key) ? key.replaceAll(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`) : key
}
