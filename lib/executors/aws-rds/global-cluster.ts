import { GlobalClusterParameters } from '@/lib/domain/action/aws-rds/global-cluster'
import { arnRegion } from '@/lib/domain/action/parameter/arn'
import type { ReadingExecutor } from '@/lib/engine/ports'
import { bound } from '../bound'
import { instantNow } from '../instant-now'
import { parseParameters } from '../parse-parameters'
import { describeCluster, describeGlobalCluster, type ClusterState } from './client'

export const globalCluster: ReadingExecutor = {
  kind: 'aws.rds.globalCluster',

  async read(reading, context) {
    const parameters = parseParameters(GlobalClusterParameters, reading.parameters)
    const binding = bound(context.binding, 'aws.rds')
    const observedAt = instantNow(context)
    const local = arnRegion(parameters.target) === binding.region
    const [state, cluster] = await Promise.all([
      describeGlobalCluster(binding, parameters.globalCluster, context),
      local ? describeCluster(binding, parameters.target, context) : null,
    ])
    const member = state.members.find((one) => one.arn === parameters.target)
    const writes = member?.isWriter ?? writesAlone(cluster)
    return {
      id: reading.id,
      observedAt,
      source: `RDS DescribeGlobalClusters, ${binding.region}`,
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
