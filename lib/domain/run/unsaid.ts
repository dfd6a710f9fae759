import type { Attestation } from '../plan/schema/attestation'

/** What had to be confirmed and does not stand in the statement. */
export function unsaid({ confirm = [] }: Pick<Attestation, 'confirm'>, statement: string): string[] {
  return confirm.filter((sentence) => !plain(statement).includes(plain(sentence)))
}

/** Spaces and line ends are how a plan is written, not what it says. */
function plain(text: string): string {
  return text.replace(/\s+/g, ' ').trim()
}
