/**
 * Text that journal and database can hold: half a character becomes U+FFFD and NUL is dropped. For whatever comes from
 * outside; the canonical form itself refuses such text, and a refusal there would lose the fact instead of a letter.
 */
export function wellFormed(text: string): string {
  return text.replaceAll('\u0000', '').toWellFormed()
}
