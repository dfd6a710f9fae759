import { z } from 'zod'
import { arnRegion, ClusterArn, GlobalClusterName } from '../parameter/arn'
import { isRdsIn, RdsBinding } from './binding'
import { defineAction } from '../definition'
import { awsCommand } from '../text/aws-command'

export const SwitchoverGlobalClusterParameters = z.strictObject({
  globalCluster: GlobalClusterName,
  target: ClusterArn,
})

/** Sent to the region of the current primary, which must be healthy. Source: RDS API, SwitchoverGlobalCluster. */
export const switchoverGlobalCluster = defineAction(RdsBinding, {
  kind: 'aws.rds.switchoverGlobalCluster',
  title: 'Move the Aurora writer to another region without loss',
  parameters: SwitchoverGlobalClusterParameters,
  outputs: {},
  wayBack: 'compensable',
  destroys: { when: 'The writer moves', does: () => true },
  undoOn: ({ target }, { account }) => ({
    words: `the region that is then primary: bind a system of kind aws.rds in ${arnRegion(target)}, account ${account}`,
    is: (binding) => isRdsIn(binding, arnRegion(target), account),
  }),
  permissions: ['rds:SwitchoverGlobalCluster', 'rds:DescribeGlobalClusters'],
  example: { globalCluster: 'orders-global', target: 'arn:aws:rds:us-east-1:123456789012:cluster:orders-use1' },
  note: 'Asked of the present primary region, which must be healthy. Observed as a failover is. Undo is a switchover to the former writer, sent to the RDS system that the environment binds in the region that is then primary; it is done when the former writer has the role and nothing is under way. The API takes no client token: the same remaining risk as a failover, without the loss.',
  text: (parameters, target, binding) =>
    awsCommand('rds', 'switchover-global-cluster', target, binding, [
      ['--global-cluster-identifier', parameters.globalCluster],
      ['--target-db-cluster-identifier', parameters.target],
    ]),
})
