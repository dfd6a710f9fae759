/**
 * What acts on a terminal instead of being shown: all but line breaks and tabs. A file that is verified, a plan that is
 * checked, may hold text which moves the cursor and overwrites what was found out about it.
 */
const acts = /[^\P{Cc}\n\t]|[\p{Zl}\p{Zp}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu

/** The same text with such characters written out, as JSON writes them. */
export function visible(text: string): string {
  return text.replace(acts, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`)
}

/** What was asked for, on standard output. */
export function print(text: string): void {
  console.log(visible(text))
}

/** Everything else, on standard error. */
export function complain(text: string): void {
  console.error(visible(text))
}
