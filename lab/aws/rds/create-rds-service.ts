import type { Lab } from '../../core/contract'
import type { AwsCall, AwsOperation, AwsService } from '../service/aws-service'
import { createPromoter } from './create-promoter'
import { unfinishedIn } from './unfinished-promotion'
import { describeDbClusters } from './describe-db-clusters'
import { describeEvents } from './describe-events'
import { describeGlobalClusters, renderGlobalCluster } from './describe-global-clusters'
import { initialRdsState, type Promotion, type RdsState } from './rds-state'
import { validatePromotion } from './validate-promotion'

export interface RdsService extends AwsService {
  snapshot(): RdsState
  restore(snapshot: RdsState): void
  close(): void
}

const listNames = {
  GlobalClusters: 'GlobalClusterMember',
  GlobalClusterMembers: 'GlobalClusterMember',
  DBClusters: 'DBCluster',
  DBClusterMembers: 'DBClusterMember',
  AvailabilityZones: 'AvailabilityZone',
  ReadReplicaIdentifiers: 'ReadReplicaIdentifier',
  Events: 'Event',
  EventCategories: 'EventCategory',
}

/** Aurora global database as RDS shows and changes it. There is no client token in this API, so none is honoured. */
export const createRdsService = (lab: Lab): RdsService => {
  let state = initialRdsState()
  const promoter = createPromoter(lab, () => state)

  const accept = async (call: AwsCall): Promise<Record<string, unknown>> => {
    const { planned, from, to } = validatePromotion(lab, state, call)
    const promotion: Promotion = {
      operation: call.operation,
      calledIn: call.region,
      planned,
      from: from.region,
      to: to.region,
      status: 'pending',
      acceptedAt: lab.clock.now(),
      effectId: 0,
    }
    // The state stands before the effect is recorded: recording it is what makes the lab save its state.
    state.promotion = promotion
    promotion.effectId = lab.effects.record({
      system: 'rds',
      region: call.region,
      operation: call.operation,
      requestId: call.requestId,
      target: to.arn,
      parameters: call.parameters,
      outcome: 'accepted',
      fault: null,
      receivedAt: call.receivedAt,
    }).id
    promoter.start(promotion)
    return { GlobalCluster: renderGlobalCluster(lab, state) }
  }
  const change: AwsOperation = {
    mutates: true,
    target: (parameters) => String(parameters['TargetDbClusterIdentifier'] ?? ''),
    run: accept,
  }
  const reading = (run: (call: AwsCall) => Record<string, unknown>): AwsOperation => ({
    mutates: false,
    run: async (call) => run(call),
  })

  return {
    system: 'rds',
    signingName: 'rds',
    iamPrefix: 'rds',
    query: { namespace: 'http://rds.amazonaws.com/doc/2014-10-31/', listNames },
    json: false,
    operations: {
      DescribeGlobalClusters: reading(({ parameters }) => describeGlobalClusters(lab, state, parameters)),
      DescribeDBClusters: reading(({ region, parameters }) => describeDbClusters(lab, state, region, parameters)),
      DescribeEvents: reading(({ region, parameters }) => describeEvents(lab, state, region, parameters)),
      SwitchoverGlobalCluster: change,
      FailoverGlobalCluster: change,
    },
    snapshot: () => structuredClone(state),
    restore: (snapshot) => {
      state = structuredClone(snapshot)
      state.promotion ??= unfinishedIn(lab)
      promoter.resume()
    },
    close: () => promoter.close(),
  }
}
