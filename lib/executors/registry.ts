import type { ActionExecutor, ExecutorRegistry, NoticeExecutor, ReadingExecutor } from '@/lib/engine/ports'
import { routingControls } from './aws-arc/routing-controls'
import { updateRoutingControlStates } from './aws-arc/update-routing-control-states'
import { metric } from './aws-cloudwatch/metric'
import { failoverGlobalCluster } from './aws-rds/failover-global-cluster'
import { globalCluster } from './aws-rds/global-cluster'
import { switchoverGlobalCluster } from './aws-rds/switchover-global-cluster'
import { placeOrders } from './checkout/place-orders'
import { manual } from './console/manual'
import { scheduleFailback } from './console/schedule-failback'
import { get } from './http/get'
import { annotate } from './kubernetes/annotate'
import { annotation } from './kubernetes/annotation'
import { deployment } from './kubernetes/deployment'
import { nodes } from './kubernetes/nodes'
import { patchAutoscaler } from './kubernetes/patch-autoscaler'
import { podReports } from './kubernetes/pod-reports'
import { rollout } from './kubernetes/rollout'
import { scale } from './kubernetes/scale'
import { addNote } from './pagerduty/add-note'
import { incident } from './pagerduty/incident'
import { pagePerson } from './pagerduty/page-person'
import { resolve } from './pagerduty/resolve'
import { query } from './prometheus/query'
import { postMessage } from './slack/post-message'
import { tellPerson } from './slack/tell-person'
import { createIncident } from './statuspage/create-incident'
import { updateIncident } from './statuspage/update-incident'
import { heartbeatWrite } from './store/heartbeat-write'
import { newestHeartbeat } from './store/newest-heartbeat'
import { writeProbe } from './store/write-probe'
import { monitor } from './synthetic/monitor'
import { acknowledged } from './witness/acknowledged'
import { loss } from './witness/loss'

export const actionExecutors: readonly ActionExecutor[] = [
  failoverGlobalCluster,
  switchoverGlobalCluster,
  updateRoutingControlStates,
  annotate,
  scale,
  patchAutoscaler,
  rollout,
  postMessage,
  createIncident,
  updateIncident,
  addNote,
  resolve,
  placeOrders,
  scheduleFailback,
  manual,
]

export const readingExecutors: readonly ReadingExecutor[] = [
  globalCluster,
  metric,
  routingControls,
  deployment,
  nodes,
  annotation,
  podReports,
  query,
  incident,
  newestHeartbeat,
  heartbeatWrite,
  writeProbe,
  acknowledged,
  loss,
  monitor,
  get,
]

export const noticeExecutors: readonly NoticeExecutor[] = [tellPerson, pagePerson]

/** The hands and eyes by kind. SDKs are loaded by their client files at first use. */
export function createExecutorRegistry(): ExecutorRegistry {
  const actions = new Map(actionExecutors.map((executor) => [executor.kind, executor]))
  const notices = new Map(noticeExecutors.map((executor) => [executor.way, executor]))
  const readings = new Map(readingExecutors.map((executor) => [executor.kind, executor]))
  return {
    action: (kind) => found(actions.get(kind), `action ${kind}`),
    notice: (way) => found(notices.get(way), `telling by ${way}`),
    reading: (kind) => found(readings.get(kind), `reading ${kind}`),
  }
}

function found<E>(executor: E | undefined, what: string): E {
  if (executor === undefined) throw new Error(`no executor for ${what}`)
  return executor
}
