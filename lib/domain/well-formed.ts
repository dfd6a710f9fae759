/**
 * Text that journal and database can hold: half a character becomes U+FFFD and NUL is dropped. For whatever comes from
 * outside; the canonical form itself refuses such text, and a refusal there would lose the fact instead of a letter.
 */
export function wellFormed(text: string): string {
  return text.replaceAll('\u0000', '').toWellFormed()
}

/**
 * Whether a text may name something: 1 to 200 characters, none of them a control character or half of one. Names are
 * compared and looked up, never repaired: what the database cannot hold names nothing.
 */
export function mayBeId(text: unknown): text is string {
  return typeof text === 'string' && text !== '' && text.length <= 200 && text.isWellFormed() && !/\p{Cc}/u.test(text)
}
