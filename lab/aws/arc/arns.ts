import type { LabConfig, RegionName } from '../../core/contract'

/**
 * Names of the routing-control cluster, fixed so that plans can carry them: with account 447120938856,
 * `arn:aws:route53-recovery-control::447120938856:controlpanel/5f1c0de7b3a94c2e8d61a7f0429b3c58/routingcontrol/...`
 */
const panelId = '5f1c0de7b3a94c2e8d61a7f0429b3c58'

export const controlPanelName = 'orderflow'

export const controlPanelArn = (accountId: string): string =>
  `arn:aws:route53-recovery-control::${accountId}:controlpanel/${panelId}`

export interface ArcArns {
  controlPanel: string
  /** Traffic to a region: On means public DNS may answer with it. */
  trafficPrimary: string
  trafficStandby: string
  /** On closes the write gate of the primary region: the fence. */
  eastWritesGate: string
  /** On arms a traffic change without fencing, for failback and drills. */
  failoverArmed: string
  /** Assertion rule: traffic to at least one region is On. */
  ruleAtLeastOneRegion: string
  /** Gating rule: traffic changes only while east-writes-gate or failover-armed is On. */
  ruleTrafficArmed: string
}

export const arcArns = (accountId: string): ArcArns => {
  const panel = controlPanelArn(accountId)
  return {
    controlPanel: panel,
    trafficPrimary: `${panel}/routingcontrol/a1e0c4d27f9b3856`,
    trafficStandby: `${panel}/routingcontrol/b7d25f61c08e94a3`,
    eastWritesGate: `${panel}/routingcontrol/c93f8a0b51d7e264`,
    failoverArmed: `${panel}/routingcontrol/d4b6e7180fa2c95d`,
    ruleAtLeastOneRegion: `${panel}/safetyrule/e15a9c3d70b84f26`,
    ruleTrafficArmed: `${panel}/safetyrule/f60d2b8e94c137a5`,
  }
}

export interface RoutingControl {
  arn: string
  name: string
  initial: 'On' | 'Off'
  /** What it moves in the world; null for the arming control, which only the gating rule reads. */
  drives: { kind: 'traffic' | 'write-gate'; region: RegionName } | null
}

export const routingControls = (config: LabConfig): RoutingControl[] => {
  const arns = arcArns(config.accountId)
  const { primary, standby } = config
  return [
    {
      arn: arns.trafficPrimary,
      name: `traffic-${primary}`,
      initial: 'On',
      drives: { kind: 'traffic', region: primary },
    },
    {
      arn: arns.trafficStandby,
      name: `traffic-${standby}`,
      initial: 'Off',
      drives: { kind: 'traffic', region: standby },
    },
    {
      arn: arns.eastWritesGate,
      name: 'east-writes-gate',
      initial: 'Off',
      drives: { kind: 'write-gate', region: primary },
    },
    { arn: arns.failoverArmed, name: 'failover-armed', initial: 'Off', drives: null },
  ]
}
