import type { Target } from '../resolved'

/** Quotes a word as a POSIX shell needs it, so that the text shown means exactly what is sent. */
export function quote(word: string): string {
  return /^[A-Za-z0-9_@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`
}

/** One group of words a line, continued as a person would type it. Words are quoted. */
export function commandLine(groups: readonly (readonly string[])[]): string {
  return groups.map((group) => group.map(quote).join(' ')).join(' \\\n  ')
}

/** Account, region and identity as a comment line: what the words of the command leave unsaid. */
export function whereLine(target: Target): string {
  const parts = [
    target.account === null ? null : `account ${target.account}`,
    target.region,
    target.identity === null ? null : `as ${target.identity}`,
  ]
  return `# ${parts.filter((part) => part !== null).join(' · ')}`
}
