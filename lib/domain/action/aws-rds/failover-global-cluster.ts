import { z } from 'zod'
import { ClusterArn, GlobalClusterName } from '../parameter/arn'
import { defineAction } from '../definition'
import { awsCommand } from '../text/aws-command'

export const FailoverGlobalClusterParameters = z.strictObject({
  globalCluster: GlobalClusterName,
  target: ClusterArn,
  /** Spelled out: leaving it out means a switchover, which needs the primary that is gone. */
  allowDataLoss: z.literal(true, 'true: an unplanned failover accepts the loss of what was not replicated'),
})

/** Sent to the region of the secondary being promoted. Source: RDS API, FailoverGlobalCluster. */
export const failoverGlobalCluster = defineAction({
  kind: 'aws.rds.failoverGlobalCluster',
  title: 'Promote a secondary Aurora cluster, accepting data loss',
  systemKind: 'aws.rds',
  parameters: FailoverGlobalClusterParameters,
  outputs: {},
  wayBack: 'one-way',
  destroys: { when: 'The writer moves', does: () => true },
  text: (parameters, target, binding) =>
    awsCommand('rds', 'failover-global-cluster', target, binding, [
      ['--global-cluster-identifier', parameters.globalCluster],
      ['--target-db-cluster-identifier', parameters.target],
      ['--allow-data-loss'],
    ]),
})
