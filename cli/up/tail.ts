/** Node says a warning in one line or more, and in the last how to trace it. Programs of ours write JSON. */
const warningBegins = /^\(node:\d+\) /
const warningEnds = /^\(Use `node --trace-/

/**
 * The last lines of a program that say why it ended: what Node warns of at every start is in the log and left out here.
 */
export function createTail(most: number) {
  const lines: string[] = []
  let warning = false
  return {
    hear(line: string): void {
      if (warningBegins.test(line)) warning = true
      else if (line.startsWith('{')) warning = false
      if (!warning && line.trim() !== '') lines.push(line)
      if (lines.length > most) lines.shift()
      if (warningEnds.test(line)) warning = false
    },
    lines: (): readonly string[] => lines,
  }
}
