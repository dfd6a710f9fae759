import type { Target } from '../resolved'

/** Quotes a word as a POSIX shell needs it, so that the text shown means exactly what is sent. */
export function quote(word: string): string {
  return /^[A-Za-z0-9_@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`
}

/** Longer lines wrap in the narrowest place a command is shown in, in the middle of an ARN. */
const longestLine = 64

/** One group of words a line, continued as a person would type it and indented where it is too long. Words are quoted. */
export function commandLine(groups: readonly (readonly string[])[]): string {
  return groups.map((group) => filled(group.map(quote)).join(' \\\n    ')).join(' \\\n  ')
}

/** As many words on a line as it holds. */
function filled(words: readonly string[]): string[] {
  const lines: string[] = []
  for (const word of words) {
    const line = lines.at(-1)
    if (line === undefined || line.length + word.length >= longestLine) lines.push(word)
    else lines[lines.length - 1] = `${line} ${word}`
  }
  return lines
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
