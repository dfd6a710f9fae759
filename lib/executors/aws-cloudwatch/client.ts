import { awsEndpoint } from '@/lib/domain/action/aws-endpoint'
import type { ExecutorContext } from '@/lib/engine/ports'
import { awsCall } from '../aws/aws-call'
import type { Bound } from '../bound'
import { readMilliseconds, timeLimit } from '../http/time-limit'

export interface MetricQuery {
  namespace: string
  metric: string
  dimensions: Readonly<Record<string, string>>
  statistic: string
  period: number
  from: Date
  to: Date
}

export interface MetricSample {
  at: Date
  value: number
}

/** The newest sample in the window, or null when there is none. */
export async function newestSample(
  binding: Bound<'aws.cloudwatch'>,
  query: MetricQuery,
  context: Pick<ExecutorContext, 'secret' | 'signal' | 'now'>,
): Promise<MetricSample | null> {
  const { CloudWatchClient, GetMetricDataCommand } = await import('@aws-sdk/client-cloudwatch')
  const { region, credentials } = binding
  const endpoint = binding.endpoint ?? awsEndpoint('aws.cloudwatch', region)
  const reply = await awsCall(
    { region, endpoint, credentials, context, limit: timeLimit(readMilliseconds), effect: 'read' },
    (config) => new CloudWatchClient(config),
    (client) =>
      client.send(
        new GetMetricDataCommand({
          StartTime: query.from,
          EndTime: query.to,
          ScanBy: 'TimestampDescending',
          MaxDatapoints: 100,
          MetricDataQueries: [
            {
              Id: 'm1',
              MetricStat: {
                Metric: {
                  Namespace: query.namespace,
                  MetricName: query.metric,
                  Dimensions: Object.entries(query.dimensions).map(([Name, Value]) => ({ Name, Value })),
                },
                Period: query.period,
                Stat: query.statistic,
              },
            },
          ],
        }),
      ),
  )
  const result = reply.MetricDataResults?.[0]
  const at = result?.Timestamps?.[0]
  const value = result?.Values?.[0]
  return at === undefined || value === undefined ? null : { at, value }
}
