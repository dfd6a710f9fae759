import type { Lab } from '../../core/contract'
import { AwsFault } from '../service/aws-fault'
import { optionalString, recordList, stringList } from '../service/read-parameters'
import {
  clustersOf,
  engine,
  engineVersion,
  globalClusterArn,
  globalClusterIdentifier,
  globalEndpoint,
} from './clusters'
import type { RdsState } from './rds-state'

/** The global cluster as both regions' endpoints describe it. FailoverState is absent when nothing runs. */
export const renderGlobalCluster = (lab: Lab, state: RdsState): Record<string, unknown> => {
  const clusters = clustersOf(lab.config)
  const arnOf = (region: string): string | undefined => clusters.find((cluster) => cluster.region === region)?.arn
  const { promotion, resync } = state
  const writer = clusters.find((cluster) => cluster.region === lab.world.writer())
  return {
    GlobalClusterIdentifier: globalClusterIdentifier,
    GlobalClusterResourceId: 'cluster-5f2c9d1e7a3b4c60',
    GlobalClusterArn: globalClusterArn(lab.config),
    Status: promotion === null ? 'available' : promotion.planned ? 'switching-over' : 'failing-over',
    Engine: engine,
    EngineVersion: engineVersion,
    DatabaseName: 'orderflow',
    StorageEncrypted: true,
    DeletionProtection: true,
    GlobalClusterMembers: clusters.map((cluster) => ({
      DBClusterArn: cluster.arn,
      Readers: cluster === writer ? clusters.filter((other) => other !== writer).map((reader) => reader.arn) : [],
      IsWriter: cluster === writer,
      GlobalWriteForwardingStatus: 'disabled',
      SynchronizationStatus: cluster.region === resync?.region ? 'pending-resync' : 'connected',
    })),
    Endpoint: globalEndpoint,
    FailoverState:
      promotion === null
        ? undefined
        : {
            Status: promotion.status,
            FromDbClusterArn: arnOf(promotion.from),
            ToDbClusterArn: arnOf(promotion.to),
            IsDataLossAllowed: !promotion.planned,
          },
  }
}

export const describeGlobalClusters = (
  lab: Lab,
  state: RdsState,
  parameters: Record<string, unknown>,
): Record<string, unknown> => {
  const wanted = optionalString(parameters, 'GlobalClusterIdentifier')
  if (wanted !== undefined && wanted.toLowerCase() !== globalClusterIdentifier) {
    throw new AwsFault('GlobalClusterNotFoundFault', 404, `Global cluster ${wanted} not found`)
  }
  const regions = clustersOf(lab.config).map((cluster) => cluster.region)
  const shown = recordList(parameters, 'Filters').every((filter) => {
    if (filter['Name'] !== 'region') {
      throw new AwsFault('InvalidParameterValue', 400, `Unrecognized filter name: ${String(filter['Name'])}`)
    }
    return stringList(filter, 'Values').some((region) => regions.includes(region))
  })
  return { GlobalClusters: shown ? [renderGlobalCluster(lab, state)] : [] }
}
