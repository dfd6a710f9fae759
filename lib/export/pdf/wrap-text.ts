/**
 * Lines of a text that fit a width: broken at spaces, and inside a word only where the word alone is too wide for a
 * line. `measure` gives the width of a text. Nothing is cut.
 */
export function wrapText(text: string, width: number, measure: (text: string) => number): string[] {
  return text.split(/\r\n|[\n\r]/).flatMap((paragraph) => wrapLine(paragraph.replaceAll('\t', '  '), width, measure))
}

function wrapLine(text: string, width: number, measure: (text: string) => number): string[] {
  const lines: string[] = []
  let line = ''
  let used = 0
  for (const word of text.split(/(?<= )/)) {
    const wide = measure(word)
    if (used + measure(word.trimEnd()) <= width) {
      line += word
      used += wide
      continue
    }
    // An indent is no line of its own: the word begins behind it.
    if (line.trim() !== '') {
      lines.push(line.trimEnd())
      ;[line, used] = ['', 0]
    }
    for (const character of word) {
      const more = measure(character)
      if (used + more > width && line !== '') {
        if (character === ' ') continue
        lines.push(line)
        ;[line, used] = ['', 0]
      }
      line += character
      used += more
    }
  }
  return [...lines, line.trimEnd()]
}
