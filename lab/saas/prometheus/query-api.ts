import type { LabReply, LabRequest } from '../../core/contract'
import { readFields, textOf } from '../http/read-fields'
import { BadQuery } from './promql/expression'
import { evaluate, type EvaluationContext, type Value } from './promql/evaluate'
import { parseQuery } from './promql/parse-query'
import type { SampleStore } from './sample-store'
import { seriesKey, type Labels } from './series'

export interface QueryScope {
  store: SampleStore
  now(): number
  scaled(milliseconds: number): number
}

/** The most steps a range query may have, as in Prometheus. */
const maxSteps = 11_000

export function instantQuery(scope: QueryScope, request: LabRequest): LabReply {
  const parameter = parametersOf(request)
  const at = parameter('time') === '' ? scope.now() : momentOf('time', parameter('time'))
  const value = evaluate(parseQuery(parameter('query')), contextAt(scope, at))
  return success(describe(value, at))
}

export function rangeQuery(scope: QueryScope, request: LabRequest): LabReply {
  const parameter = parametersOf(request)
  const start = momentOf('start', parameter('start'))
  const end = momentOf('end', parameter('end'))
  const step = Number(parameter('step').replace(/s$/, '')) * 1000
  if (!(step > 0))
    throw new BadQuery('invalid parameter "step": zero or negative query resolution step widths are not accepted')
  if (end < start) throw new BadQuery('invalid parameter "end": end timestamp must not be before start time')
  if ((end - start) / step > maxSteps) throw new BadQuery('exceeded maximum resolution of 11,000 points per timeseries')
  const expression = parseQuery(parameter('query'))
  const series = new Map<string, { labels: Labels; values: [number, string][] }>()
  for (let at = start; at <= end; at += step) {
    const value = evaluate(expression, contextAt(scope, at))
    if (value.type === 'matrix') throw new BadQuery('invalid expression type "range vector" for range query')
    const samples = value.type === 'scalar' ? [{ labels: {}, value: value.value }] : value.samples
    for (const sample of samples) {
      const key = seriesKey(sample.labels)
      const one = series.get(key) ?? { labels: sample.labels, values: [] }
      one.values.push([at / 1000, numberText(sample.value)])
      series.set(key, one)
    }
  }
  const result = [...series.values()].map(({ labels, values }) => ({ metric: labels, values }))
  return success({ resultType: 'matrix', result })
}

export function success(data: object): LabReply {
  return { status: 200, body: { status: 'success', data } }
}

export function badData(error: BadQuery): LabReply {
  return { status: 400, body: { status: 'error', errorType: 'bad_data', error: error.message } }
}

function contextAt({ store, scaled }: QueryScope, at: number): EvaluationContext {
  return { store, at, scaled }
}

function describe(value: Value, at: number): object {
  const time = at / 1000
  switch (value.type) {
    case 'scalar':
      return { resultType: 'scalar', result: [time, numberText(value.value)] }
    case 'vector': {
      const result = value.samples.map((sample) => ({ metric: sample.labels, value: [time, numberText(sample.value)] }))
      return { resultType: 'vector', result }
    }
    case 'matrix': {
      const values = (points: { at: number; value: number }[]) =>
        points.map((point) => [point.at / 1000, numberText(point.value)])
      const result = value.series.map(({ labels, points }) => ({ metric: labels, values: values(points) }))
      return { resultType: 'matrix', result }
    }
  }
}

/** Values travel as strings, so that infinities and NaN can. */
function numberText(value: number): string {
  if (value === Infinity) return '+Inf'
  return value === -Infinity ? '-Inf' : String(value)
}

function parametersOf(request: LabRequest): (name: string) => string {
  const fields = request.method === 'POST' ? (readFields(request) ?? {}) : {}
  return (name) => request.query.get(name) ?? textOf(fields[name])
}

/** Unix seconds or RFC 3339. */
function momentOf(name: string, text: string): number {
  const at = /^-?\d+(\.\d+)?$/.test(text) ? Number(text) * 1000 : Date.parse(text)
  if (Number.isNaN(at))
    throw new BadQuery(`invalid parameter "${name}": cannot parse ${JSON.stringify(text)} to a valid timestamp`)
  return at
}
