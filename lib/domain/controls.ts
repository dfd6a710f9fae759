/**
 * Characters that act on whoever shows them instead of being shown: they move a cursor, end a line, or turn the order
 * of what stands around them.
 */
const controls = /[\p{Cc}\p{Zl}\p{Zp}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu

/** For one line of text from outside that is shown to others: what acts is dropped, and a break is a space. */
export function withoutControls(text: string): string {
  return text.replace(/[\r\n\t\p{Zl}\p{Zp}]+/gu, ' ').replace(controls, '')
}

/** Where the first such character stands and which it is, as `U+202E`; line breaks and tabs are text. Null: none. */
export function findControl(text: string): { index: number; name: string } | null {
  for (const { index, 0: character } of text.matchAll(controls)) {
    if (/[\r\n\t]/.test(character)) continue
    return { index, name: `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}` }
  }
  return null
}
