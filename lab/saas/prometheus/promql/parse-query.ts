import {
  aggregations,
  BadQuery,
  rangeFunctions,
  vectorFunctions,
  type Arithmetic,
  type Comparison,
  type Expression,
  type Matcher,
  type SetOperator,
} from './expression'
import { durationOf, tokenize, type Token } from './tokenize'

/** Binary operators from loosest to tightest, as PromQL binds them. */
const levels: readonly (readonly string[])[] = [
  ['or'],
  ['and', 'unless'],
  ['==', '!=', '>', '<', '>=', '<='],
  ['+', '-'],
  ['*', '/', '%'],
]

/**
 * The part of PromQL the lab answers: selectors with all four matchers and a range, sum/max/min/avg/count by and
 * without, rate, increase, delta and the _over_time functions, absent, abs, scalar, timestamp, time(), arithmetic,
 * comparisons (with bool), and, or, unless. Missing: offset, @, subqueries, on/ignoring, histograms. Throws BadQuery.
 */
export function parseQuery(query: string): Expression {
  const parser = new Parser(tokenize(query))
  return parser.parse()
}

class Parser {
  private position = 0

  constructor(private readonly tokens: Token[]) {}

  parse(): Expression {
    if (this.peek().kind === 'end') throw new BadQuery('unknown position: parse error: no expression found in input')
    const expression = this.binary(0)
    if (this.peek().kind !== 'end') throw this.unexpected()
    return expression
  }

  private binary(level: number): Expression {
    const operators = levels[level]
    if (!operators) return this.unary()
    let left = this.binary(level + 1)
    for (;;) {
      const operator = operators.find((candidate) => this.peek().text === candidate && this.peek().kind !== 'string')
      if (operator === undefined) return left
      this.next()
      const bool = this.take('bool')
      if (['on', 'ignoring', 'group_left', 'group_right'].includes(this.peek().text)) {
        throw new BadQuery('vector matching with on, ignoring or grouping is not supported by this lab')
      }
      left = combine(operator, bool, left, this.binary(level + 1))
    }
  }

  private unary(): Expression {
    if (this.take('-'))
      return { kind: 'binary', operator: '*', left: { kind: 'number', value: -1 }, right: this.unary() }
    if (this.take('+')) return this.unary()
    return this.primary()
  }

  private primary(): Expression {
    const token = this.next()
    if (token.kind === 'number') return { kind: 'number', value: Number(token.text) }
    if (token.text === '(') {
      const inner = this.binary(0)
      this.expect(')')
      return inner
    }
    if (token.text === '{') return this.selector(null)
    if (token.kind !== 'name') throw this.unexpected(token)
    if (/^(inf|nan)$/i.test(token.text)) return { kind: 'number', value: /^inf$/i.test(token.text) ? Infinity : NaN }
    const aggregation = aggregations.find((name) => name === token.text)
    if (aggregation) return this.aggregation(aggregation)
    return this.peek().text === '(' ? this.call(token) : this.selector(token.text)
  }

  private call(token: Token): Expression {
    this.expect('(')
    if (token.text === 'time') {
      this.expect(')')
      return { kind: 'time' }
    }
    const range = rangeFunctions.find((name) => name === token.text)
    const vector = vectorFunctions.find((name) => name === token.text)
    if (!range && !vector)
      throw new BadQuery(`1:${token.at + 1}: parse error: unknown function with name "${token.text}"`)
    const argument = this.binary(0)
    this.expect(')')
    if (vector) return { kind: 'vector-function', name: vector, argument }
    if (argument.kind !== 'selector' || argument.range === null) {
      throw new BadQuery(`expected type range vector in call to function "${token.text}", got instant vector`)
    }
    return { kind: 'range-function', name: range ?? 'rate', argument }
  }

  private aggregation(operator: (typeof aggregations)[number]): Expression {
    const before = this.grouping()
    this.expect('(')
    const argument = this.binary(0)
    this.expect(')')
    const grouping = before ?? this.grouping() ?? { mode: 'by' as const, labels: [] }
    return { kind: 'aggregation', operator, grouping, argument }
  }

  private grouping(): { mode: 'by' | 'without'; labels: string[] } | undefined {
    const mode = this.take('by') ? 'by' : this.take('without') ? 'without' : undefined
    if (!mode) return undefined
    const labels: string[] = []
    this.expect('(')
    while (!this.take(')')) {
      labels.push(this.next('name').text)
      if (this.peek().text !== ')') this.expect(',')
    }
    return { mode, labels }
  }

  private selector(name: string | null): Expression {
    const matchers: Matcher[] = name === null ? [] : [{ label: '__name__', operator: '=', value: name }]
    if (name === null || this.take('{')) {
      while (!this.take('}')) {
        matchers.push(this.matcher())
        if (this.peek().text !== '}') this.expect(',')
      }
    }
    if (!matchers.some(({ operator, value }) => operator.startsWith('=') && value !== '')) {
      throw new BadQuery('parse error: vector selector must contain at least one non-empty matcher')
    }
    if (!this.take('[')) return { kind: 'selector', matchers, range: null }
    const range = durationOf(this.next('duration').text)
    this.expect(']')
    return { kind: 'selector', matchers, range }
  }

  private matcher(): Matcher {
    const label = this.next('name').text
    const token = this.next('operator')
    const operator = (['=', '!=', '=~', '!~'] as const).find((candidate) => candidate === token.text)
    if (!operator) throw this.unexpected(token)
    const value = unquote(this.next('string').text)
    if (operator.endsWith('~')) checkPattern(value)
    return { label, operator, value }
  }

  private peek(): Token {
    return this.tokens[Math.min(this.position, this.tokens.length - 1)] ?? { kind: 'end', text: '', at: 0 }
  }

  private next(kind?: Token['kind']): Token {
    const token = this.peek()
    if (kind !== undefined && token.kind !== kind) throw this.unexpected()
    this.position += 1
    return token
  }

  private take(text: string): boolean {
    const found = this.peek().text === text && this.peek().kind !== 'string'
    if (found) this.position += 1
    return found
  }

  private expect(text: string): void {
    if (!this.take(text)) throw this.unexpected()
  }

  private unexpected(token = this.peek()): BadQuery {
    const what = token.kind === 'end' ? 'end of input' : JSON.stringify(token.text)
    return new BadQuery(`1:${token.at + 1}: parse error: unexpected ${what}`)
  }
}

function combine(operator: string, bool: boolean, left: Expression, right: Expression): Expression {
  if (levels[0]?.includes(operator) || levels[1]?.includes(operator)) {
    return { kind: 'set', operator: operator as SetOperator, left, right }
  }
  if (levels[2]?.includes(operator)) return { kind: 'comparison', operator: operator as Comparison, bool, left, right }
  if (bool) throw new BadQuery('parse error: bool modifier can only be used on comparison operators')
  return { kind: 'binary', operator: operator as Arithmetic, left, right }
}

function unquote(text: string): string {
  return text.slice(1, -1).replace(/\\(.)/g, (_, escaped: string) => ({ n: '\n', t: '\t' })[escaped] ?? escaped)
}

function checkPattern(pattern: string): void {
  try {
    new RegExp(`^(?:${pattern})$`)
  } catch {
    throw new BadQuery(`parse error: error parsing regexp: ${pattern}`)
  }
}
