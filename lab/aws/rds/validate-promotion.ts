import type { Lab, RegionName } from '../../core/contract'
import { AwsFault } from '../service/aws-fault'
import { optionalBoolean, requiredString } from '../service/read-parameters'
import { clustersOf, findCluster, globalClusterIdentifier, type Cluster } from './clusters'
import type { RdsState } from './rds-state'

export interface PromotionRequest {
  planned: boolean
  from: Cluster
  to: Cluster
}

const clusterNotFound = (name: string, region: RegionName): AwsFault =>
  new AwsFault('DBClusterNotFoundFault', 404, `DBCluster ${name} not found in ${region}.`)

const invalidGlobalState = (message: string): AwsFault => new AwsFault('InvalidGlobalClusterStateFault', 400, message)

/** FailoverGlobalCluster is a failover only with AllowDataLoss; without it, it is a switchover. */
export const isPlanned = (operation: string, parameters: Record<string, unknown>): boolean => {
  if (operation === 'SwitchoverGlobalCluster') return true
  const allowDataLoss = optionalBoolean(parameters, 'AllowDataLoss')
  const switchover = optionalBoolean(parameters, 'Switchover')
  if (allowDataLoss !== undefined && switchover !== undefined) {
    throw new AwsFault(
      'InvalidParameterCombination',
      400,
      'The AllowDataLoss parameter cannot be specified together with the Switchover parameter.',
    )
  }
  return allowDataLoss !== true
}

/**
 * The rules of the user guide: a switchover is called in the current primary's region and needs both regions
 * healthy; a failover is called in the region of the secondary to promote. One at a time.
 */
export const validatePromotion = (
  lab: Lab,
  state: RdsState,
  call: { operation: string; region: RegionName; parameters: Record<string, unknown> },
): PromotionRequest => {
  const globalName = requiredString(call.parameters, 'GlobalClusterIdentifier')
  const targetName = requiredString(call.parameters, 'TargetDbClusterIdentifier')
  const planned = isPlanned(call.operation, call.parameters)
  if (globalName.toLowerCase() !== globalClusterIdentifier) {
    throw new AwsFault('GlobalClusterNotFoundFault', 404, `Global cluster ${globalName} not found`)
  }
  const clusters = clustersOf(lab.config)
  const from = clusters.find((cluster) => cluster.region === lab.world.writer())
  const to = findCluster(clusters, targetName, call.region)
  if (to === undefined || from === undefined) throw clusterNotFound(targetName, call.region)
  if (state.promotion !== null) {
    throw invalidGlobalState(`Global cluster ${globalClusterIdentifier} is ${state.promotion.status}`)
  }
  if (planned && lab.world.reachability(from.region) !== 'ok') {
    throw invalidGlobalState(`The primary DB cluster ${from.identifier} is not healthy: a switchover is not possible`)
  }
  if (call.region !== (planned ? from.region : to.region)) throw clusterNotFound(targetName, call.region)
  if (to.region === from.region) {
    throw new AwsFault('InvalidDBClusterStateFault', 400, `DBCluster ${to.identifier} is already the primary`)
  }
  if (state.resync?.region === to.region) {
    throw new AwsFault('InvalidDBClusterStateFault', 400, `DBCluster ${to.identifier} is not synchronized`)
  }
  if (lab.world.reachability(to.region) !== 'ok') {
    throw invalidGlobalState(`The secondary DB cluster ${to.identifier} is not healthy`)
  }
  return { planned, from, to }
}
