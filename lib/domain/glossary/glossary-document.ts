import { glossary } from './glossary'

/** The whole of lib/domain/glossary.md, as the formatter leaves it. */
export function glossaryDocument(): string {
  const rows = [
    ['word', 'meaning'],
    ...glossary.map(({ words, meaning }) => [words.map((word) => `**${word}**`).join(', '), meaning]),
  ]
  const widths = [0, 1].map((column) => Math.max(...rows.map((row) => (row[column] ?? '').length)))
  const line = (cells: readonly string[], fill = ' ') =>
    `| ${cells.map((cell, column) => cell.padEnd(widths[column] ?? 0, fill)).join(' | ')} |`
  const [head = [], ...entries] = rows
  return `# Glossary

One meaning a word, in code, screens and documents. Made from \`lib/domain/glossary/glossary.ts\`; to renew it after a
change: \`npx vitest run --project unit lib/domain/glossary -u\`.

${[line(head), line(['', ''], '-'), ...entries.map((entry) => line(entry))].join('\n')}
`
}
