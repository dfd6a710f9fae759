import type { Lab, RegionName } from '../../core/contract'
import { AwsFault } from '../service/aws-fault'
import { optionalString, recordList, stringList } from '../service/read-parameters'
import { clustersOf, engine, engineVersion, findCluster, globalClusterIdentifier, type Cluster } from './clusters'
import type { RdsState } from './rds-state'

const statusOf = (cluster: Cluster, { promotion }: RdsState): string => {
  if (promotion === null || promotion.status === 'pending' || promotion.status === 'cancelling') return 'available'
  if (promotion.to === cluster.region) return 'promoting'
  return promotion.planned ? 'failing-over' : 'available'
}

const renderCluster = (lab: Lab, state: RdsState, cluster: Cluster): Record<string, unknown> => {
  const clusters = clustersOf(lab.config)
  const writer = clusters.find((other) => other.region === lab.world.writer())
  const isWriter = cluster.region === writer?.region
  return {
    AllocatedStorage: 1,
    AvailabilityZones: ['a', 'b', 'c'].map((zone) => `${cluster.region}${zone}`),
    BackupRetentionPeriod: 35,
    DatabaseName: 'orderflow',
    DBClusterIdentifier: cluster.identifier,
    DBClusterParameterGroup: 'orderflow-aurora-postgresql16',
    Status: statusOf(cluster, state),
    Endpoint: cluster.endpoint,
    ReaderEndpoint: cluster.readerEndpoint,
    MultiAZ: true,
    Engine: engine,
    EngineVersion: engineVersion,
    Port: 5432,
    MasterUsername: 'orderflow_admin',
    ReplicationSourceIdentifier: isWriter ? undefined : writer?.arn,
    ReadReplicaIdentifiers: isWriter ? clusters.filter((other) => other !== cluster).map((other) => other.arn) : [],
    DBClusterMembers: cluster.instances.map((instance, index) => ({
      DBInstanceIdentifier: instance,
      IsClusterWriter: isWriter && index === 0,
      DBClusterParameterGroupStatus: 'in-sync',
      PromotionTier: index,
    })),
    StorageEncrypted: true,
    DBClusterArn: cluster.arn,
    EngineMode: 'provisioned',
    GlobalClusterIdentifier: globalClusterIdentifier,
    GlobalWriteForwardingStatus: 'disabled',
    DeletionProtection: true,
  }
}

/** The clusters of the endpoint's own region: the other region's are asked for at its own endpoint. */
export const describeDbClusters = (
  lab: Lab,
  state: RdsState,
  region: RegionName,
  parameters: Record<string, unknown>,
): Record<string, unknown> => {
  const local = clustersOf(lab.config).filter((cluster) => cluster.region === region)
  const wanted = optionalString(parameters, 'DBClusterIdentifier')
  const named = wanted === undefined ? local : [findCluster(local, wanted, region)].filter((c) => c !== undefined)
  if (wanted !== undefined && named.length === 0) {
    throw new AwsFault('DBClusterNotFoundFault', 404, `DBCluster ${wanted} not found.`)
  }
  const matches = (cluster: Cluster): boolean =>
    recordList(parameters, 'Filters').every((filter) => {
      const values = stringList(filter, 'Values')
      if (filter['Name'] === 'db-cluster-id') return values.includes(cluster.identifier) || values.includes(cluster.arn)
      if (filter['Name'] === 'engine') return values.includes(engine)
      throw new AwsFault('InvalidParameterValue', 400, `Unrecognized filter name: ${String(filter['Name'])}`)
    })
  return { DBClusters: named.filter(matches).map((cluster) => renderCluster(lab, state, cluster)) }
}
