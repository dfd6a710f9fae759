import type { FailoverGlobalClusterCommandInput } from '@aws-sdk/client-rds'
import { awsEndpoint } from '@/lib/domain/action/aws-endpoint'
import { ExecutorError, type ExecutorContext } from '@/lib/engine/ports'
import { awsCall, type AwsCall } from '../aws/aws-call'
import type { Bound } from '../bound'
import type { CallEffect } from '../fault/call-effect'
import { readMilliseconds, timeLimit, type TimeLimit } from '../http/time-limit'
import { requestId } from '../http/request-id'

export type RdsBinding = Bound<'aws.rds'>
type CallContext = Pick<ExecutorContext, 'secret' | 'signal' | 'now'>

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

function callTo(binding: RdsBinding, context: CallContext, effect: CallEffect, limit: TimeLimit): AwsCall {
  const endpoint = binding.endpoint ?? awsEndpoint('aws.rds', binding.region)
  return { region: binding.region, endpoint, credentials: binding.credentials, context, limit, effect }
}

export async function describeGlobalCluster(
  binding: RdsBinding,
  globalCluster: string,
  context: CallContext,
  limit = timeLimit(readMilliseconds),
): Promise<GlobalClusterState> {
  const { RDSClient, DescribeGlobalClustersCommand } = await loadSdk()
  const reply = await awsCall(
    callTo(binding, context, 'read', limit),
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

export async function describeCluster(
  binding: RdsBinding,
  arn: string,
  context: CallContext,
  limit = timeLimit(readMilliseconds),
): Promise<ClusterState> {
  const { RDSClient, DescribeDBClustersCommand } = await loadSdk()
  const reply = await awsCall(
    callTo(binding, context, 'read', limit),
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
  binding: RdsBinding,
  request: PromotionRequest,
  context: CallContext,
  limit: TimeLimit,
): Promise<{ requestId: string | null }> {
  const sdk = await loadSdk()
  const names = { GlobalClusterIdentifier: request.globalCluster, TargetDbClusterIdentifier: request.target }
  const unplanned: FailoverGlobalClusterCommandInput = { ...names, AllowDataLoss: true }
  const reply = await awsCall(
    callTo(binding, context, 'change', limit),
    (config) => new sdk.RDSClient(config),
    async (client) =>
      request.mode === 'failover'
        ? await client.send(new sdk.FailoverGlobalClusterCommand(unplanned))
        : await client.send(new sdk.SwitchoverGlobalClusterCommand(names)),
  )
  return { requestId: requestId(reply.$metadata.requestId) }
}
