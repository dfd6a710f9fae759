import type { Lab, RegionName } from '../../core/contract'
import { clustersOf } from '../rds/clusters'
import { AwsFault } from '../service/aws-fault'
import type { AwsCall, AwsService } from '../service/aws-service'
import { optionalInstant, optionalString } from '../service/read-parameters'
import { createLagSamples, type LagSample } from './lag-samples'
import { parseMetricQueries, type MetricQuery } from './metric-query'
import { statistic } from './statistic'

export interface CloudwatchService extends AwsService {
  snapshot(): LagSample[]
  restore(snapshot: LagSample[]): void
  close(): void
}

interface Window {
  start: number
  end: number
  descending: boolean
}

const windowOf = (parameters: Record<string, unknown>): Window => {
  const start = optionalInstant(parameters, 'StartTime')
  const end = optionalInstant(parameters, 'EndTime')
  if (start === undefined) throw new AwsFault('ValidationError', 400, 'The parameter StartTime is required.')
  if (end === undefined) throw new AwsFault('ValidationError', 400, 'The parameter EndTime is required.')
  if (start >= end) {
    throw new AwsFault('ValidationError', 400, 'The parameter StartTime must be less than the parameter EndTime.')
  }
  return { start, end, descending: optionalString(parameters, 'ScanBy') !== 'TimestampAscending' }
}

/** CloudWatch with one metric, AuroraGlobalDBRPOLag. Any other has no data, which is what AWS says of it too. */
export const createCloudwatchService = (lab: Lab): CloudwatchService => {
  const samples = createLagSamples(lab)

  const matching = (query: MetricQuery, region: RegionName): readonly LagSample[] => {
    const cluster = clustersOf(lab.config).find((candidate) => candidate.region === region)?.identifier
    const { DBClusterIdentifier, SourceRegion, ...others } = query.dimensions
    const known =
      query.namespace === 'AWS/RDS' &&
      query.metricName === 'AuroraGlobalDBRPOLag' &&
      (query.unit === undefined || query.unit === 'Milliseconds') &&
      DBClusterIdentifier === cluster &&
      Object.keys(others).length === 0
    return samples
      .all()
      .filter((s) => known && s.region === region && (SourceRegion === undefined || SourceRegion === s.sourceRegion))
  }
  /** Periods are counted in lab minutes: `Period: 60` is one of them, whatever its length. */
  const evaluate = (query: MetricQuery, region: RegionName, window: Window): Record<string, unknown> => {
    const width = samples.minute * Math.max(1, query.period / 60)
    const buckets = new Map<number, number[]>()
    for (const { at, milliseconds } of matching(query, region)) {
      if (at < window.start || at >= window.end) continue
      const bucket = Math.floor(at / width) * width
      buckets.set(bucket, [...(buckets.get(bucket) ?? []), milliseconds])
    }
    const points = [...buckets]
      .map(([at, values]) => ({ at, value: statistic(query.stat, values) }))
      .sort((one, other) => (window.descending ? other.at - one.at : one.at - other.at))
    return {
      Id: query.id,
      Label: query.label,
      Timestamps: points.map((point) => new Date(point.at)),
      Values: points.map((point) => point.value),
      StatusCode: 'Complete',
    }
  }
  const getMetricData = ({ parameters, region }: AwsCall): Record<string, unknown> => {
    const window = windowOf(parameters)
    const results = parseMetricQueries(parameters)
      .filter((query) => query.returnData)
      .map((query) => evaluate(query, region, window))
    return { MetricDataResults: results, Messages: [] }
  }

  return {
    system: 'cloudwatch',
    signingName: 'monitoring',
    iamPrefix: 'cloudwatch',
    query: { namespace: 'http://monitoring.amazonaws.com/doc/2010-08-01/', listNames: {} },
    json: true,
    operations: { GetMetricData: { mutates: false, run: async (call) => getMetricData(call) } },
    snapshot: () => [...samples.all()],
    restore: (snapshot) => samples.restore(snapshot),
    close: () => samples.close(),
  }
}
