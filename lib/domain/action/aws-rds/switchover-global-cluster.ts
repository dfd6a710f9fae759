import { z } from 'zod'
import { ClusterArn, GlobalClusterName } from '../parameter/arn'
import { defineAction } from '../definition'
import { awsCommand } from '../text/aws-command'

export const SwitchoverGlobalClusterParameters = z.strictObject({
  globalCluster: GlobalClusterName,
  target: ClusterArn,
})

/** Sent to the region of the current primary, which must be healthy. Source: RDS API, SwitchoverGlobalCluster. */
export const switchoverGlobalCluster = defineAction({
  kind: 'aws.rds.switchoverGlobalCluster',
  title: 'Move the Aurora writer to another region without loss',
  systemKind: 'aws.rds',
  parameters: SwitchoverGlobalClusterParameters,
  outputs: {},
  wayBack: 'compensable',
  destroys: { when: 'The writer moves', does: () => true },
  text: (parameters, target, binding) =>
    awsCommand('rds', 'switchover-global-cluster', target, binding, [
      ['--global-cluster-identifier', parameters.globalCluster],
      ['--target-db-cluster-identifier', parameters.target],
    ]),
})
