import { z } from 'zod'
import { ClusterArn, GlobalClusterName } from '../parameter/arn'
import { RdsBinding } from './binding'
import { defineAction } from '../definition'
import { awsCommand } from '../text/aws-command'

export const FailoverGlobalClusterParameters = z.strictObject({
  globalCluster: GlobalClusterName,
  target: ClusterArn,
  /** Spelled out: leaving it out means a switchover, which needs the primary that is gone. */
  allowDataLoss: z.literal(true, 'true: an unplanned failover accepts the loss of what was not replicated'),
})

/** Sent to the region of the secondary being promoted. Source: RDS API, FailoverGlobalCluster. */
export const failoverGlobalCluster = defineAction(RdsBinding, {
  kind: 'aws.rds.failoverGlobalCluster',
  title: 'Promote a secondary Aurora cluster, accepting data loss',
  parameters: FailoverGlobalClusterParameters,
  outputs: {},
  wayBack: 'one-way',
  destroys: { when: 'The writer moves', does: () => true },
  permissions: ['rds:FailoverGlobalCluster', 'rds:DescribeGlobalClusters'],
  example: {
    globalCluster: 'orders-global',
    target: 'arn:aws:rds:us-west-2:123456789012:cluster:orders-usw2',
    allowDataLoss: true,
  },
  note: `Asked of the region being promoted; a target elsewhere is refused unsent. Done when the target is the writer and FailoverState is empty; under way while FailoverState names the target; unknown while it names another. No undo: the way back is a later switchover.

**Remaining risk.** The API takes no client token. After a lost reply the console observes before anything else, and asks again only when the global cluster shows that nothing was accepted. If AWS accepted the first request but shows it only after that observation, a second request is sent. AWS documents a refusal while the global cluster is not in an available state (InvalidGlobalClusterStateFault), which should stop it. The console cannot close that window by itself, and it has not been tried on a real account.`,
  text: (parameters, target, binding) =>
    awsCommand('rds', 'failover-global-cluster', target, binding, [
      ['--global-cluster-identifier', parameters.globalCluster],
      ['--target-db-cluster-identifier', parameters.target],
      ['--allow-data-loss'],
    ]),
})
