import type { CloudwatchBinding } from '@/lib/domain/system/aws-cloudwatch/binding'
import { awsCall } from '../aws/aws-call'
import { regionalCall } from '../aws/regional-call'
import type { Call } from '../call'

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
export async function newestSample(call: Call<CloudwatchBinding>, query: MetricQuery): Promise<MetricSample | null> {
  const { CloudWatchClient, GetMetricDataCommand } = await import('@aws-sdk/client-cloudwatch')
  const reply = await awsCall(
    regionalCall('monitoring', call, 'read'),
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
