export interface Matcher {
  label: string
  operator: '=' | '!=' | '=~' | '!~'
  value: string
}

export const aggregations = ['sum', 'max', 'min', 'avg', 'count'] as const
export const rangeFunctions = [
  'rate',
  'increase',
  'delta',
  'min_over_time',
  'max_over_time',
  'avg_over_time',
  'sum_over_time',
  'count_over_time',
  'last_over_time',
] as const
export const vectorFunctions = ['absent', 'abs', 'scalar', 'timestamp'] as const

export type Comparison = '==' | '!=' | '>' | '<' | '>=' | '<='
export type Arithmetic = '+' | '-' | '*' | '/' | '%'
export type SetOperator = 'and' | 'or' | 'unless'

export type Expression =
  | { kind: 'number'; value: number }
  | { kind: 'time' }
  /** A range, in milliseconds, makes it a range vector. */
  | { kind: 'selector'; matchers: Matcher[]; range: number | null }
  | {
      kind: 'aggregation'
      operator: (typeof aggregations)[number]
      grouping: { mode: 'by' | 'without'; labels: string[] }
      argument: Expression
    }
  | { kind: 'range-function'; name: (typeof rangeFunctions)[number]; argument: Expression }
  | { kind: 'vector-function'; name: (typeof vectorFunctions)[number]; argument: Expression }
  | { kind: 'binary'; operator: Arithmetic; left: Expression; right: Expression }
  | { kind: 'comparison'; operator: Comparison; bool: boolean; left: Expression; right: Expression }
  | { kind: 'set'; operator: SetOperator; left: Expression; right: Expression }

/** A query Prometheus would refuse, or one that the lab's subset does not cover: `bad_data` either way. */
export class BadQuery extends Error {}
