import type { RegionName } from '../../core/contract'
import type { Cluster } from './clusters'
import type { RdsEvent } from './rds-state'

const texts = {
  '0181': 'Global switchover to DB cluster $to in Region $region started.',
  '0183': 'Waiting for data synchronization across global cluster members.',
  '0182': 'Old primary DB cluster $from successfully shut down.',
  '0184': 'New primary DB cluster $to was successfully promoted.',
  '0185': 'Global switchover to DB cluster $to in Region $region finished.',
  '0186': 'Global switchover to DB cluster $to in Region $region is cancelled.',
  '0187': 'Global switchover to DB cluster $to in Region $region failed.',
  '0239': 'Global failover to DB cluster $to in Region $region failed.',
  '0238': 'Global failover to DB cluster $to in Region $region completed.',
  '0240': 'Started resynchronizing members of DB cluster $to post global failover.',
  '0241': 'Finished resynchronizing members of DB cluster $to post global failover.',
  '0397': 'Aurora finished changing the DNS name that the global writer endpoint resolves to.',
} as const

export type EventId = keyof typeof texts

/** An event of category "global failover" as the source cluster's region reports it. */
export const promotionEvent = (
  id: EventId,
  at: number,
  clusters: readonly Cluster[],
  regions: { from: RegionName; to: RegionName },
): RdsEvent => {
  const name = (region: RegionName): string => clusters.find((c) => c.region === region)?.identifier ?? region
  const message = texts[id]
    .replace('$to', name(regions.to))
    .replace('$from', name(regions.from))
    .replace('$region', regions.to)
  return { id, at, region: regions.to, message }
}
