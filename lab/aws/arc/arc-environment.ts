import { arcArns } from './arns'
import { clusterEndpoints } from './cluster-endpoints'

/** What a client of the cluster must know beforehand: ARNs, and the region each endpoint is signed for. */
export const arcEnvironment = (accountId: string): Record<string, string> => {
  const arns = arcArns(accountId)
  return {
    LAB_ARC_CONTROL_PANEL: arns.controlPanel,
    LAB_ARC_TRAFFIC_PRIMARY: arns.trafficPrimary,
    LAB_ARC_TRAFFIC_STANDBY: arns.trafficStandby,
    LAB_ARC_EAST_WRITES_GATE: arns.eastWritesGate,
    LAB_ARC_FAILOVER_ARMED: arns.failoverArmed,
    LAB_ARC_RULE_AT_LEAST_ONE_REGION: arns.ruleAtLeastOneRegion,
    LAB_ARC_RULE_TRAFFIC_ARMED: arns.ruleTrafficArmed,
    ...Object.fromEntries(clusterEndpoints.map(({ region }, index) => [`LAB_ARC_REGION_${index + 1}`, region])),
  }
}
