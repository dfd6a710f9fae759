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
  systemKind: 'aws.rds',
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
})
