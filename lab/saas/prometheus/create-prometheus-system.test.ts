import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { eventually, startSmallLab, type SmallLab } from '../testing/start-small-lab'
import { createPrometheusSystem } from './create-prometheus-system'

let lab: SmallLab

beforeEach(async () => {
  lab = await startSmallLab([{ name: 'prometheus', create: createPrometheusSystem }], { timeScale: 100 })
})
afterEach(() => lab.end())

interface Result {
  status: string
  errorType?: string
  data: { resultType: string; result: { metric: Record<string, string>; value: [number, string]; values: unknown[] }[] }
}

async function query(text: string, path = '/api/v1/query', extra: Record<string, string> = {}) {
  const response = await fetch(`${lab.url('prometheus')}${path}?${new URLSearchParams({ query: text, ...extra })}`)
  return { status: response.status, body: (await response.json()) as Result }
}

async function value(text: string): Promise<string | undefined> {
  return (await query(text)).body.data.result[0]?.value[1]
}

describe('Prometheus', () => {
  it('says where checkout is served and how many replicas stand, as strings', async () => {
    await eventually(
      'requests',
      async () => (await value('orderflow:checkout_request_share{region="us-east-1"}')) === '1',
    )
    const replicas = 'kube_deployment_status_replicas_available{namespace="checkout",deployment="checkout-api"}'
    expect(await value(`${replicas} and ${replicas.replace('}', ',region="us-west-2"}')}`)).toBe('8')
    expect(await value('orderflow:checkout_slo_breach{region="us-east-1",probe="external"}')).toBe('0')
    expect(Number(await value('orderflow:write_throughput{region="us-east-1"}'))).toBeGreaterThan(1000)
    expect(await value('sum(orderflow:checkout_error_ratio)')).toBe('0')
  })

  it('takes queries by POST as a form', async () => {
    const body = new URLSearchParams({ query: 'up{region="us-west-2"}' })
    const response = await fetch(`${lab.url('prometheus')}/api/v1/query`, { method: 'POST', body })
    expect((await response.json()) as Result).toMatchObject({
      status: 'success',
      data: { result: [{ value: [expect.any(Number), '1'] }] },
    })
  })

  it('shows the breach of a dark region, pending and then firing, and nothing of what it cannot see', async () => {
    await eventually('requests', async () => (await value('orderflow:checkout_error_ratio')) === '0')
    lab.lab.world.setReachability('us-east-1', 'dark-reset')
    const alert = 'ALERTS{alertname="CheckoutSLOBreach",region="us-east-1"}'
    const state = async () => (await query(alert)).body.data.result.map(({ metric }) => metric.alertstate)
    await eventually('a pending alert', async () => (await state()).join() === 'pending')
    const window = 'min_over_time(orderflow:checkout_slo_breach{region="us-east-1",probe="external"}[3m]) == 1'
    expect((await query(window)).body.data.result).toEqual([])
    expect((await query('kube_deployment_spec_replicas{region="us-east-1"}')).body.data.result).toEqual([])
    await eventually('a firing alert', async () => (await state()).join() === 'firing')
    await eventually('three minutes of breach', async () => (await query(window)).body.data.result.length === 1)
    expect(await value('orderflow:checkout_slo_breach{region="us-west-2"}')).toBe('0')
    await eventually(
      'no share',
      async () => (await query('orderflow:checkout_request_share')).body.data.result.length === 0,
    )
    const alerts = await (await fetch(`${lab.url('prometheus')}/api/v1/alerts`)).json()
    expect(alerts).toMatchObject({ data: { alerts: [{ state: 'firing', labels: { region: 'us-east-1' } }] } })
  })

  it('answers a range as a matrix', async () => {
    await eventually(
      'a few scrapes',
      async () => Number(await value('count_over_time(up{region="us-east-1"}[5m])')) > 4,
    )
    const end = Date.now() / 1000
    const range = { start: String(end - 0.2), end: String(end), step: '0.1' }
    const { body } = await query('up{region="us-east-1"}', '/api/v1/query_range', range)
    expect(body.data.resultType).toBe('matrix')
    expect(body.data.result[0]?.values).toHaveLength(3)
  })

  it.each(['up{', 'histogram_quantile(0.9, up)', 'up offset 1m', ''])('answers bad_data to %s', async (text) => {
    expect(await query(text)).toMatchObject({ status: 400, body: { status: 'error', errorType: 'bad_data' } })
  })

  it('counts integrity violations the lab is told to have', async () => {
    const body = JSON.stringify({ count: 3 })
    await fetch(`${lab.url('prometheus')}/lab/integrity-violations`, { method: 'POST', body })
    expect(await value('orderflow:integrity_violations_total')).toBe('3')
    lab = await lab.restart()
    await eventually(
      'the count after a restart',
      async () => (await value('orderflow:integrity_violations_total')) === '3',
    )
  })
})
