import type { Contract } from '../check/contract'

/** What the contract suite asks the lab of this system. */
export const contract: Contract = {
  actions: [],
  readings: [
    [
      'aws.cloudwatch.metric',
      'cloudwatch-west',
      {
        namespace: 'AWS/RDS',
        metric: 'AuroraGlobalDBRPOLag',
        dimensions: { DBClusterIdentifier: 'orderflow-usw2' },
        statistic: 'Maximum',
        period: 60,
      },
      {},
    ],
  ],
}
