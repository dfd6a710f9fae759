/**
 * Characters that act on whoever shows them instead of being shown, or that are not shown at all: they move a cursor, end
 * a line, turn the order of what stands around them, or stand unseen in a name that looks like another.
 */
const acting = String.raw`[\p{Cc}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}\ufff9-\ufffb]`
/** What joins letters of some scripts, and parts of an emoji, or chooses between their forms: text among those alone. */
const joining = String.raw`[\u200c\u200d\p{Variation_Selector}]`
const misplaced = String.raw`(?<!\P{ASCII})${joining}(?!\u20e3)|[\u200c\u200d](?!\P{ASCII})`
const controls = new RegExp(`(?!${joining})${acting}|${misplaced}`, 'gu')

/** For one line of text from outside that is shown to others: what acts or is not seen is dropped, and a break is a space. */
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
