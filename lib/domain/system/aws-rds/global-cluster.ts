import { z } from 'zod'
import { defineReading } from '../definition'
import { ClusterArn, GlobalClusterName } from '../parameter/arn'

export const GlobalClusterParameters = z.strictObject({ globalCluster: GlobalClusterName, target: ClusterArn })

/**
 * The global cluster as its API tells it, seen for one member. `failoverState` is '' when nothing runs. Status and
 * instances are told by the member's own region alone: null when the system is bound to another one. Whether a cluster
 * that is in no global cluster any more, detached by hand, is a writer of its own is told there too, and unknown elsewhere.
 */
export const globalCluster = defineReading({
  kind: 'aws.rds.globalCluster',
  title: 'State of an Aurora global cluster and one of its members',
  parameters: GlobalClusterParameters,
  fields: {
    failoverState: 'text',
    dataLossAllowed: 'flag',
    targetIsWriter: 'flag',
    writer: 'text',
    targetStatus: 'text',
    synchronization: 'text',
    engineVersion: 'text',
    endpoint: 'text',
    targetHasInstance: 'flag',
  },
  permissions: ['rds:DescribeGlobalClusters', 'rds:DescribeDBClusters'],
  example: { globalCluster: 'orders-global', target: 'arn:aws:rds:us-west-2:123456789012:cluster:orders-usw2' },
  note: "Status and instances are told by the target's own region alone, null elsewhere. `failoverState` is empty while nothing runs; a failover that only the status of the global cluster speaks of counts. A target that is in no global cluster, detached by hand for instance, is the writer where its own region says that it is available, writes and copies nobody; elsewhere it is unknown.",
})
