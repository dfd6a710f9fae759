import type { FailoverGlobalClusterCommandInput } from '@aws-sdk/client-rds'
import type { RdsBinding } from '@/lib/domain/system/aws-rds/binding'
import { ExecutorError } from '@/lib/engine/ports'
import { awsCall } from '../aws/aws-call'
import { regionalCall } from '../aws/regional-call'
import type { Call } from '../call'
import { requestId } from '../transport/request-id'

export type RdsCall = Call<RdsBinding>

/** What the product uses of a GlobalCluster, with the API's optional fields settled. */
export interface GlobalClusterState {
  status: string
  engineVersion: string
  endpoint: string
  /**
   * '' when nothing is scheduled or running; else pending, failing-over, switching-over or cancelling. A promotion that
   * the status alone tells of is one too: `from` and `to` are then ''.
   */
  failoverState: string
  from: string
  to: string
  dataLossAllowed: boolean
  members: { arn: string; isWriter: boolean; synchronization: string }[]
}

export interface ClusterState {
  status: string
  instances: number
  /** It takes writes, as far as it knows of itself: one instance is its writer, and it copies no other cluster. */
  writes: boolean
}

export interface PromotionRequest {
  globalCluster: string
  target: string
  mode: 'failover' | 'switchover'
}

const loadSdk = () => import('@aws-sdk/client-rds')

/** What the status of a global cluster is while a promotion runs. */
const promoting = ['failing-over', 'switching-over']

export async function describeGlobalCluster(call: RdsCall, globalCluster: string): Promise<GlobalClusterState> {
  const { RDSClient, DescribeGlobalClustersCommand } = await loadSdk()
  const reply = await awsCall(
    regionalCall('rds', call, 'read'),
    (config) => new RDSClient(config),
    (client) => client.send(new DescribeGlobalClustersCommand({ GlobalClusterIdentifier: globalCluster })),
  )
  const found = reply.GlobalClusters?.find((cluster) => cluster.GlobalClusterIdentifier === globalCluster)
  if (found === undefined) {
    throw new ExecutorError('refused', 'GlobalClusterNotFoundFault', `no global cluster ${globalCluster}`)
  }
  const failover = found.FailoverState
  const status = found.Status ?? ''
  return {
    status,
    engineVersion: found.EngineVersion ?? '',
    endpoint: found.Endpoint ?? '',
    failoverState: failover?.Status ?? (promoting.includes(status) ? status : ''),
    from: failover?.FromDbClusterArn ?? '',
    to: failover?.ToDbClusterArn ?? '',
    dataLossAllowed: failover?.IsDataLossAllowed ?? false,
    members: (found.GlobalClusterMembers ?? []).map((member) => ({
      arn: member.DBClusterArn ?? '',
      isWriter: member.IsWriter ?? false,
      synchronization: member.SynchronizationStatus ?? '',
    })),
  }
}

export async function describeCluster(call: RdsCall, arn: string): Promise<ClusterState> {
  const { RDSClient, DescribeDBClustersCommand } = await loadSdk()
  const reply = await awsCall(
    regionalCall('rds', call, 'read'),
    (config) => new RDSClient(config),
    (client) => client.send(new DescribeDBClustersCommand({ DBClusterIdentifier: arn })),
  )
  const found = reply.DBClusters?.find((cluster) => cluster.DBClusterArn === arn)
  if (found === undefined) throw new ExecutorError('refused', 'DBClusterNotFoundFault', `no cluster ${arn}`)
  const instances = found.DBClusterMembers ?? []
  const copies = (found.ReplicationSourceIdentifier ?? '') !== ''
  return {
    status: found.Status ?? '',
    instances: instances.length,
    writes: !copies && instances.some(({ IsClusterWriter }) => IsClusterWriter === true),
  }
}

/** Asks for a promotion, once. The API takes no client token: only observing tells whether a lost request was taken. */
export async function requestPromotion(
  call: RdsCall,
  request: PromotionRequest,
): Promise<{ requestId: string | null }> {
  const sdk = await loadSdk()
  const names = { GlobalClusterIdentifier: request.globalCluster, TargetDbClusterIdentifier: request.target }
  const unplanned: FailoverGlobalClusterCommandInput = { ...names, AllowDataLoss: true }
  const reply = await awsCall(
    regionalCall('rds', call, 'change'),
    (config) => new sdk.RDSClient(config),
    async (client) =>
      request.mode === 'failover'
        ? await client.send(new sdk.FailoverGlobalClusterCommand(unplanned))
        : await client.send(new sdk.SwitchoverGlobalClusterCommand(names)),
  )
  return { requestId: requestId(reply.$metadata.requestId) }
}
