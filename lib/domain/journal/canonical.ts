/** What the journal can hold. Numbers are whole: milliseconds, micro-dollars, counts. */
export type CanonicalValue =
  null | boolean | number | string | readonly CanonicalValue[] | { readonly [key: string]: CanonicalValue }

/**
 * The one text of a value, by RFC 8785: no spaces, keys sorted by UTF-16 code units, strings as JSON escapes them.
 * Narrower than the RFC on purpose: fractions, undefined, lone surrogates and class instances are refused, because
 * a value that two writers could spell differently must not be hashed. Text is kept as it came: no Unicode
 * normalisation, so what was typed is what was proven.
 * Throws TypeError naming the path of the first value it refuses.
 */
export function canonicalText(value: unknown): string {
  return write(value, '$', [])
}

function write(value: unknown, path: string, ancestors: readonly object[]): string {
  if (value === null) return 'null'
  switch (typeof value) {
    case 'boolean':
      return String(value)
    case 'string':
      return writeString(value, path)
    case 'number':
      if (!Number.isSafeInteger(value)) throw new TypeError(`${path}: not a whole number within 2^53: ${value}`)
      return JSON.stringify(value)
    case 'object':
      break
    default:
      throw new TypeError(`${path}: ${typeof value} has no canonical text`)
  }
  if (ancestors.includes(value)) throw new TypeError(`${path}: contains itself`)
  const within = [...ancestors, value]
  if (Array.isArray(value)) {
    const items = Array.from(value, (item: unknown, index) => write(item, `${path}[${index}]`, within))
    return `[${items.join(',')}]`
  }
  const prototype: unknown = Object.getPrototypeOf(value)
  if (prototype !== Object.prototype && prototype !== null) {
    throw new TypeError(`${path}: only plain objects have a canonical text`)
  }
  const members = Object.entries(value)
    .sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0))
    .map(([key, member]) => `${writeString(key, path)}:${write(member, `${path}.${key}`, within)}`)
  return `{${members.join(',')}}`
}

function writeString(value: string, path: string): string {
  if (!value.isWellFormed()) throw new TypeError(`${path}: text with half a character (lone surrogate)`)
  return JSON.stringify(value)
}
