import { AwsFault } from '../service/aws-fault'
import { isRecord, optionalString, recordList, requiredString } from '../service/read-parameters'

/** One MetricStat query, checked. */
export interface MetricQuery {
  id: string
  label: string
  namespace: string
  metricName: string
  dimensions: Record<string, string>
  /** Seconds. */
  period: number
  stat: string
  unit: string | undefined
  returnData: boolean
}

const invalid = (message: string): AwsFault => new AwsFault('ValidationError', 400, message)

const structure = (parent: Record<string, unknown>, name: string): Record<string, unknown> => {
  const value = parent[name]
  if (!isRecord(value)) throw invalid(`The parameter ${name} is required.`)
  return value
}

export const parseMetricQueries = (parameters: Record<string, unknown>): MetricQuery[] => {
  const queries = recordList(parameters, 'MetricDataQueries').map(parseMetricQuery)
  if (queries.length === 0) throw invalid('The parameter MetricDataQueries is required.')
  if (queries.length > 500) throw invalid('The collection MetricDataQueries must not have a size greater than 500.')
  if (new Set(queries.map((query) => query.id)).size < queries.length) {
    throw invalid('The values for parameter id in MetricDataQueries are not unique.')
  }
  return queries
}

const parseMetricQuery = (query: Record<string, unknown>): MetricQuery => {
  const id = requiredString(query, 'Id')
  if (!/^[a-z][a-zA-Z0-9_]*$/.test(id)) throw invalid(`The value ${id} for parameter Id is not valid.`)
  if (query['Expression'] !== undefined) throw invalid('Metric math and Metrics Insights are not part of the lab.')
  const stat = structure(query, 'MetricStat')
  const metric = structure(stat, 'Metric')
  const period = Number(stat['Period'])
  if (!([1, 5, 10, 20, 30].includes(period) || (period > 0 && period % 60 === 0))) {
    throw invalid(
      `The value ${String(stat['Period'])} for parameter Period is not 1, 5, 10, 20, 30 or a multiple of 60.`,
    )
  }
  const metricName = requiredString(metric, 'MetricName')
  return {
    id,
    label: optionalString(query, 'Label') ?? metricName,
    namespace: requiredString(metric, 'Namespace'),
    metricName,
    dimensions: Object.fromEntries(
      recordList(metric, 'Dimensions').map((d) => [requiredString(d, 'Name'), requiredString(d, 'Value')]),
    ),
    period,
    stat: requiredString(stat, 'Stat'),
    unit: optionalString(stat, 'Unit'),
    returnData: String(query['ReturnData'] ?? 'true') === 'true',
  }
}
