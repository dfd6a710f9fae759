import { GetMetricDataCommand, type GetMetricDataCommandOutput, type MetricDataQuery } from '@aws-sdk/client-cloudwatch'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { east, eventually, startAwsLab, west, type AwsLab } from '../testing/aws-lab'

let lab: AwsLab
beforeEach(async () => {
  lab = await startAwsLab()
})
afterEach(() => lab.end())

const query = (id: string, cluster: string, metric = 'AuroraGlobalDBRPOLag', stat = 'Average'): MetricDataQuery => ({
  Id: id,
  MetricStat: {
    Metric: {
      Namespace: 'AWS/RDS',
      MetricName: metric,
      Dimensions: [{ Name: 'DBClusterIdentifier', Value: cluster }],
    },
    Period: 60,
    Stat: stat,
  },
})
const read = (region: string, ...queries: MetricDataQuery[]): Promise<GetMetricDataCommandOutput> =>
  lab.cloudwatch(region).send(
    new GetMetricDataCommand({
      StartTime: new Date(Date.now() - 600_000),
      EndTime: new Date(Date.now() + 1000),
      MetricDataQueries: queries,
    }),
  )
const lag = (count: number): Promise<{ values: number[]; times: number[] }> =>
  eventually(async () => {
    const [result] = (await read(west, query('lag', 'orderflow-usw2'))).MetricDataResults ?? []
    const values = result?.Values ?? []
    return values.length >= count ? { values, times: (result?.Timestamps ?? []).map((t) => t.getTime()) } : undefined
  })

describe('AuroraGlobalDBRPOLag', () => {
  it('is emitted every period by the secondary, in milliseconds, newest first', async () => {
    lab.lab.world.setReplicationLag(250)
    const { values, times } = await lag(4)
    expect(values[0]).toBeGreaterThan(20)
    expect(times).toEqual([...times].sort((one, other) => other - one))
    expect(times.map((time) => time % 100)).toEqual(times.map(() => 0))
    expect(Date.now() - (times[0] ?? 0)).toBeLessThan(1000)
  })

  it('has no data in the primary region, and none for another metric', async () => {
    await lag(1)
    const [inEast] = (await read(east, query('a', 'orderflow-use1'))).MetricDataResults ?? []
    expect(inEast).toMatchObject({ StatusCode: 'Complete', Values: [], Timestamps: [] })
    const [other] = (await read(west, query('b', 'orderflow-usw2', 'CPUUtilization'))).MetricDataResults ?? []
    expect(other?.Values).toEqual([])
  })

  it('stops with its source: the last sample only ages', async () => {
    await lag(2)
    lab.lab.world.setReachability(east, 'dark-reset')
    const { times } = await lag(1)
    await new Promise((resolve) => setTimeout(resolve, 400))
    const later = await lag(1)
    expect(later.times[0]).toBe(times[0])
    expect(Date.now() - (later.times[0] ?? 0)).toBeGreaterThanOrEqual(400)
  })
})

describe('refusals', () => {
  it.each([
    ['a statistic that does not exist', [query('a', 'orderflow-usw2', 'AuroraGlobalDBRPOLag', 'Sideways')]],
    ['an expression', [{ Id: 'a', Expression: 'm1 * 2' }]],
    ['two queries of one id', [query('a', 'x'), query('a', 'y')]],
    ['a capital id', [query('A', 'x')]],
    ['no query', []],
  ])('refuses %s', async (_what, queries) => {
    await lag(1)
    await expect(read(west, ...queries)).rejects.toMatchObject({ name: 'ValidationException' })
  })

  it('refuses a window that ends before it starts', async () => {
    const command = new GetMetricDataCommand({
      StartTime: new Date(),
      EndTime: new Date(Date.now() - 1000),
      MetricDataQueries: [query('a', 'x')],
    })
    await expect(lab.cloudwatch(west).send(command)).rejects.toMatchObject({ name: 'ValidationException' })
  })
})
