import type { Contract } from '../check/contract'

const clusters = {
  east: 'arn:aws:rds:us-east-1:447120938856:cluster:orderflow-use1',
  west: 'arn:aws:rds:us-west-2:447120938856:cluster:orderflow-usw2',
}

/** What the contract suite asks the lab of this system. */
export const contract: Contract = {
  actions: [
    {
      kind: 'aws.rds.failoverGlobalCluster',
      system: 'aurora-promote',
      parameters: { globalCluster: 'orderflow-global', target: clusters.west, allowDataLoss: true },
      change: { system: 'rds', operation: 'FailoverGlobalCluster' },
      effects: 1,
      undo: 'none',
    },
    {
      kind: 'aws.rds.switchoverGlobalCluster',
      system: 'aurora-promote-east',
      parameters: { globalCluster: 'orderflow-global', target: clusters.west },
      change: { system: 'rds', operation: 'SwitchoverGlobalCluster' },
      effects: 1,
      undo: 'restores',
    },
  ],
  readings: [
    [
      'aws.rds.globalCluster',
      'aurora-west',
      { globalCluster: 'orderflow-global', target: clusters.west },
      { failoverState: '', targetIsWriter: false, targetStatus: 'available', targetHasInstance: true },
    ],
    [
      'aws.rds.globalCluster',
      'aurora-east',
      { globalCluster: 'orderflow-global', target: clusters.west },
      { targetIsWriter: false, targetStatus: null, targetHasInstance: null },
    ],
  ],
}
