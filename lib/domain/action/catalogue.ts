import { routingControls } from './aws-arc/routing-controls'
import { updateRoutingControlStates } from './aws-arc/update-routing-control-states'
import { metric } from './aws-cloudwatch/metric'
import { failoverGlobalCluster } from './aws-rds/failover-global-cluster'
import { globalCluster } from './aws-rds/global-cluster'
import { switchoverGlobalCluster } from './aws-rds/switchover-global-cluster'
import { placeOrders } from './checkout/place-orders'
import { manual } from './console/manual'
import { scheduleFailback } from './console/schedule-failback'
import type { ActionDefinition, ReadingDefinition } from './definition'
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
import { resolve } from './pagerduty/resolve'
import { query } from './prometheus/query'
import { postMessage } from './slack/post-message'
import { createIncident } from './statuspage/create-incident'
import { updateIncident } from './statuspage/update-incident'
import { heartbeatWrite } from './store/heartbeat-write'
import { newestHeartbeat } from './store/newest-heartbeat'
import { writeProbe } from './store/write-probe'
import { monitor } from './synthetic/monitor'
import { acknowledged } from './witness/acknowledged'
import { loss } from './witness/loss'

/** Every kind of action a plan may write. */
export const actionDefinitions: readonly ActionDefinition[] = [
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

/** Every kind of reading a plan may ask for. */
export const readingDefinitions: readonly ReadingDefinition[] = [
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

const actions = new Map(actionDefinitions.map((definition) => [definition.kind, definition]))
const readings = new Map(readingDefinitions.map((definition) => [definition.kind, definition]))

export function actionDefinition(kind: string): ActionDefinition | undefined {
  return actions.get(kind)
}

export function readingDefinition(kind: string): ReadingDefinition | undefined {
  return readings.get(kind)
}
