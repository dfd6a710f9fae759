import type { EyesOf } from '../implement'
import type { awsRds } from '@/lib/domain/system/aws-rds/system'
import { arnRegion } from '@/lib/domain/system/parameter/arn'
import { readingCall } from '../call'
import { instantNow } from '../instant-now'
import { describeCluster, describeGlobalCluster, type ClusterState } from './client'

export const globalCluster: EyesOf<typeof awsRds, 'globalCluster'> = {
  async read(parameters, context) {
    const call = readingCall(context)
    const { region } = context.binding
    const observedAt = instantNow(context)
    const local = arnRegion(parameters.target) === region
    const [state, cluster] = await Promise.all([
      describeGlobalCluster(call, parameters.globalCluster),
      local ? describeCluster(call, parameters.target) : null,
    ])
    const member = state.members.find((one) => one.arn === parameters.target)
    const writes = member?.isWriter ?? writesAlone(cluster)
    return {
      observedAt,
      source: `RDS DescribeGlobalClusters, ${region}`,
      fields: {
        failoverState: state.failoverState,
        dataLossAllowed: state.dataLossAllowed,
        // Left out it is unknown: an empty field would speak against it.
        ...(writes === null ? {} : { targetIsWriter: writes }),
        writer: state.members.find((one) => one.isWriter)?.arn ?? '',
        targetStatus: cluster?.status ?? null,
        synchronization: member?.synchronization ?? '',
        engineVersion: state.engineVersion,
        endpoint: state.endpoint,
        targetHasInstance: cluster === null ? null : cluster.instances > 0,
      },
    }
  },
}

/**
 * Whether a cluster that is in no global cluster, detached by hand for instance, is a writer of its own. Null: its own
 * region was not asked, or it is on its way between two states.
 */
function writesAlone(cluster: ClusterState | null): boolean | null {
  if (cluster === null) return null
  if (!cluster.writes) return false
  return cluster.status === 'available' ? true : null
}
