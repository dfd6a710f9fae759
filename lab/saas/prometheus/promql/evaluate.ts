import type { SampleStore } from '../sample-store'
import { valueAt, valuesWithin } from '../sample-store'
import { seriesKey, withoutName, type Labels, type Sample } from '../series'
import { aggregate } from './aggregate'
import { BadQuery, type Expression, type Matcher } from './expression'
import { calculate, compare } from './operators'
import { overRange } from './range-functions'

export interface EvaluationContext {
  store: SampleStore
  /** The moment asked about, in epoch milliseconds. */
  at: number
  /** A range or lookback of the query, as it lasts in the lab: divided by the time scale. */
  scaled(milliseconds: number): number
}

export type Value =
  | { type: 'scalar'; value: number }
  | { type: 'vector'; samples: Sample[] }
  | { type: 'matrix'; series: { labels: Labels; points: { at: number; value: number }[] }[] }

/** How long a sample stands for its series. */
const lookbackMilliseconds = 300_000

export function evaluate(expression: Expression, context: EvaluationContext): Value {
  switch (expression.kind) {
    case 'number':
      return { type: 'scalar', value: expression.value }
    case 'time':
      return { type: 'scalar', value: context.at / 1000 }
    case 'selector':
      return select(expression.matchers, expression.range, context)
    case 'aggregation':
      return vector(aggregate(expression.operator, expression.grouping, vectorOf(expression.argument, context)))
    case 'range-function': {
      const matrix = evaluate(expression.argument, context)
      if (matrix.type !== 'matrix') throw new BadQuery('expected a range vector')
      return vector(matrix.series.flatMap((series) => overRange(expression.name, series)))
    }
    case 'vector-function':
      return vectorFunction(expression, context)
    case 'set':
      return vector(combineSets(expression, context))
    case 'binary':
    case 'comparison':
      return operate(expression, context)
  }
}

function select(matchers: Matcher[], range: number | null, { store, at, scaled }: EvaluationContext): Value {
  const selected = store.select((labels) => matchers.every((matcher) => matches(matcher, labels)))
  if (range === null) {
    const lookback = scaled(lookbackMilliseconds)
    return vector(
      selected.flatMap((series) => {
        const point = valueAt(series, at, lookback)
        return point ? [{ labels: series.labels, value: point.value }] : []
      }),
    )
  }
  const series = selected.map(({ labels, points }) => ({
    labels,
    points: valuesWithin({ labels, points }, at, scaled(range)),
  }))
  return { type: 'matrix', series: series.filter(({ points }) => points.length > 0) }
}

function matches({ label, operator, value }: Matcher, labels: Labels): boolean {
  const actual = labels[label] ?? ''
  const equal = operator.endsWith('~') ? new RegExp(`^(?:${value})$`).test(actual) : actual === value
  return operator.startsWith('!') ? !equal : equal
}

function vectorFunction(
  { name, argument }: Extract<Expression, { kind: 'vector-function' }>,
  context: EvaluationContext,
): Value {
  const samples = vectorOf(argument, context)
  switch (name) {
    case 'abs':
      return vector(samples.map(({ labels, value }) => ({ labels: withoutName(labels), value: Math.abs(value) })))
    case 'scalar':
      return { type: 'scalar', value: samples.length === 1 ? (samples[0]?.value ?? NaN) : NaN }
    case 'absent':
      return vector(samples.length > 0 ? [] : [{ labels: equalLabels(argument), value: 1 }])
    case 'timestamp': {
      if (argument.kind !== 'selector')
        throw new BadQuery('timestamp of anything but a selector is not supported by this lab')
      const lookback = context.scaled(lookbackMilliseconds)
      const series = context.store.select((labels) => argument.matchers.every((matcher) => matches(matcher, labels)))
      return vector(
        series.flatMap((one) => {
          const point = valueAt(one, context.at, lookback)
          return point ? [{ labels: withoutName(one.labels), value: point.at / 1000 }] : []
        }),
      )
    }
  }
}

/** `absent(x{a="b"})` answers with the labels the selector fixes. */
function equalLabels(argument: Expression): Labels {
  if (argument.kind !== 'selector') return {}
  const fixed = argument.matchers.filter(({ label, operator }) => operator === '=' && label !== '__name__')
  return Object.fromEntries(fixed.map(({ label, value }) => [label, value]))
}

function combineSets({ operator, left, right }: Extract<Expression, { kind: 'set' }>, context: EvaluationContext) {
  const [a, b] = [vectorOf(left, context), vectorOf(right, context)]
  const key = ({ labels }: Sample) => seriesKey(withoutName(labels))
  const inA = new Set(a.map(key))
  const inB = new Set(b.map(key))
  if (operator === 'and') return a.filter((sample) => inB.has(key(sample)))
  if (operator === 'unless') return a.filter((sample) => !inB.has(key(sample)))
  return [...a, ...b.filter((sample) => !inA.has(key(sample)))]
}

function operate(
  expression: Extract<Expression, { kind: 'binary' | 'comparison' }>,
  context: EvaluationContext,
): Value {
  const left = evaluate(expression.left, context)
  const right = evaluate(expression.right, context)
  if (left.type === 'matrix' || right.type === 'matrix') {
    throw new BadQuery('binary expression must contain only scalar and instant vector types')
  }
  const apply = (a: number, b: number, labels: Labels, kept: number): Sample[] => {
    if (expression.kind === 'binary')
      return [{ labels: withoutName(labels), value: calculate(expression.operator, a, b) }]
    const holds = compare(expression.operator, a, b)
    if (expression.bool) return [{ labels: withoutName(labels), value: holds ? 1 : 0 }]
    return holds ? [{ labels, value: kept }] : []
  }
  if (left.type === 'scalar' && right.type === 'scalar') {
    if (expression.kind === 'comparison' && !expression.bool) {
      throw new BadQuery('parse error: comparisons between scalars must use BOOL modifier')
    }
    return { type: 'scalar', value: apply(left.value, right.value, {}, 0)[0]?.value ?? NaN }
  }
  if (left.type === 'scalar') {
    const samples = right.type === 'vector' ? right.samples : []
    return vector(samples.flatMap(({ labels, value }) => apply(left.value, value, labels, value)))
  }
  if (right.type === 'scalar') {
    return vector(left.samples.flatMap(({ labels, value }) => apply(value, right.value, labels, value)))
  }
  const others = new Map(right.samples.map((sample) => [seriesKey(withoutName(sample.labels)), sample.value]))
  return vector(
    left.samples.flatMap(({ labels, value }) => {
      const other = others.get(seriesKey(withoutName(labels)))
      return other === undefined ? [] : apply(value, other, labels, value)
    }),
  )
}

function vectorOf(expression: Expression, context: EvaluationContext): Sample[] {
  const value = evaluate(expression, context)
  if (value.type !== 'vector') throw new BadQuery(`expected type instant vector, got ${value.type}`)
  return value.samples
}

function vector(samples: Sample[]): Value {
  return { type: 'vector', samples }
}
