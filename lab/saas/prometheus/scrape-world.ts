import type { Lab, RegionName } from '../../core/contract'
import { orderflowWorkloads } from '../../kubernetes/orderflow-workloads'
import { checkoutAlert, failingRegion } from '../alerting/checkout-alert'
import type { Sample } from './series'

/** Heartbeats a writer takes besides orders. */
const heartbeatsPerSecond = 10

/**
 * Every series of the lab's Prometheus, at this moment. What cannot be observed has no sample: a region that does not
 * answer has no workload or throughput series, and without requests there is no share and no error ratio.
 */
export function scrapeWorld(lab: Lab, integrityViolations: number): Sample[] {
  const { world } = lab
  const regions = world.regions()
  const errorRatio = world.checkoutErrorRatio()
  return [
    ...regions.map((region) =>
      sample('orderflow:checkout_slo_breach', { region, probe: 'external' }, breach(lab, region)),
    ),
    ...regions.flatMap((region) => {
      const share = world.trafficShare(region)
      return share === null ? [] : [sample('orderflow:checkout_request_share', { region }, share)]
    }),
    ...(errorRatio === null ? [] : [sample('orderflow:checkout_error_ratio', {}, errorRatio)]),
    sample('orderflow:integrity_violations_total', {}, integrityViolations),
    ...regions.flatMap((region) => insideRegion(lab, region, errorRatio)),
    ...alerts(lab),
  ]
}

function breach(lab: Lab, region: RegionName): number {
  if (lab.world.reachability(region) !== 'ok') return 1
  return lab.world.checkoutFailingSince() !== null && failingRegion(lab.world) === region ? 1 : 0
}

function insideRegion(lab: Lab, region: RegionName, errorRatio: number | null): Sample[] {
  const { world, config } = lab
  const reachable = world.reachability(region) === 'ok'
  const up = sample('up', { job: 'kube-state-metrics', region }, reachable ? 1 : 0)
  if (!reachable) return [up]
  const served = config.ordersPerSecond * (world.trafficShare(region) ?? 0) * (1 - (errorRatio ?? 1))
  const heartbeats = world.storesTakingWrites().includes(region) ? heartbeatsPerSecond : 0
  const workloads = orderflowWorkloads.flatMap(({ namespace, name: deployment }) => {
    const state = world.workload(region, namespace, deployment)
    const labels = { namespace, deployment, region }
    return state
      ? [
          sample('kube_deployment_status_replicas_available', labels, state.ready),
          sample('kube_deployment_spec_replicas', labels, state.desired),
        ]
      : []
  })
  return [up, sample('orderflow:write_throughput', { region }, served + heartbeats), ...workloads]
}

function alerts(lab: Lab): Sample[] {
  const alert = checkoutAlert(lab)
  return alert ? [sample('ALERTS', { ...alert.labels, alertstate: alert.state }, 1)] : []
}

function sample(name: string, labels: Record<string, string>, value: number): Sample {
  return { labels: { __name__: name, ...labels }, value }
}
