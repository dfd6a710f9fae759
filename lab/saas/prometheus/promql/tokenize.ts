import { BadQuery } from './expression'

export interface Token {
  kind: 'name' | 'number' | 'string' | 'duration' | 'operator' | 'end'
  text: string
  at: number
}

const patterns: [Token['kind'] | 'space', RegExp][] = [
  ['space', /^(?:\s+|#[^\n]*)/],
  ['duration', /^(?:\d+(?:ms|[smhdwy]))+(?![\w.])/],
  ['number', /^(?:0x[0-9a-fA-F]+|(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?)(?![\w.])/],
  ['string', /^(?:"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')/],
  ['name', /^[a-zA-Z_:][a-zA-Z0-9_:]*/],
  ['operator', /^(?:==|!=|=~|!~|>=|<=|[-+*/%(){}[\],=<>])/],
]

export function tokenize(query: string): Token[] {
  const tokens: Token[] = []
  let at = 0
  while (at < query.length) {
    const rest = query.slice(at)
    const found = patterns
      .map(([kind, pattern]) => ({ kind, text: pattern.exec(rest)?.[0] }))
      .find(({ text }) => text !== undefined)
    if (found?.text === undefined)
      throw new BadQuery(`1:${at + 1}: parse error: unexpected character: ${rest.charAt(0)}`)
    if (found.kind !== 'space') tokens.push({ kind: found.kind, text: found.text, at })
    at += found.text.length
  }
  return [...tokens, { kind: 'end', text: '', at }]
}

const units: Record<string, number> = {
  ms: 1,
  s: 1000,
  m: 60_000,
  h: 3_600_000,
  d: 86_400_000,
  w: 604_800_000,
  y: 31_536_000_000,
}

/** `1h30m` in milliseconds. */
export function durationOf(text: string): number {
  const parts = [...text.matchAll(/(\d+)(ms|[smhdwy])/g)]
  return parts.reduce((sum, [, count, unit]) => sum + Number(count) * (units[unit ?? ''] ?? 0), 0)
}
