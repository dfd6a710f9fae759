import type { LabConfig, RegionName } from '../../core/contract'

export const globalClusterIdentifier = 'orderflow-global'
export const engine = 'aurora-postgresql'
export const engineVersion = '16.8'

export interface Cluster {
  region: RegionName
  identifier: string
  arn: string
  endpoint: string
  readerEndpoint: string
  instances: string[]
}

/** us-east-1 -> use1, as clusters are commonly named. */
const shortRegion = (region: RegionName): string =>
  region
    .split('-')
    .map((part, index) => (index === 0 ? part : part.charAt(0)))
    .join('')

/** The two members of the global database, the configured primary first. Which one writes is the world's to say. */
export const clustersOf = (config: LabConfig): Cluster[] =>
  [config.primary, config.standby].map((region) => {
    const identifier = `orderflow-${shortRegion(region)}`
    const host = `${identifier}.cluster-cq3xk7.${region}.rds.amazonaws.com`
    return {
      region,
      identifier,
      arn: `arn:aws:rds:${region}:${config.accountId}:cluster:${identifier}`,
      endpoint: host,
      readerEndpoint: host.replace('.cluster-', '.cluster-ro-'),
      instances: [1, 2, 3].map((number) => `${identifier}-${number}`),
    }
  })

/** By ARN from anywhere; by its bare name only in its own region, where Aurora can locate it. Not case-sensitive. */
export const findCluster = (clusters: readonly Cluster[], name: string, region: RegionName): Cluster | undefined => {
  const wanted = name.toLowerCase()
  return clusters.find(
    (cluster) =>
      cluster.arn.toLowerCase() === wanted ||
      (cluster.region === region && cluster.identifier.toLowerCase() === wanted),
  )
}

export const globalClusterArn = (config: LabConfig): string =>
  `arn:aws:rds::${config.accountId}:global-cluster:${globalClusterIdentifier}`

export const globalEndpoint = `${globalClusterIdentifier}.global-cq3xk7.global.rds.amazonaws.com`
