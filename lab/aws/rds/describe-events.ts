import type { Lab, RegionName } from '../../core/contract'
import { AwsFault } from '../service/aws-fault'
import { optionalInstant, optionalInteger, optionalString, stringList } from '../service/read-parameters'
import { clustersOf } from './clusters'
import type { RdsState } from './rds-state'

const category = 'global-failover'

/** Events of this region's cluster, oldest first; the last hour unless told otherwise, as the API has it. */
export const describeEvents = (
  lab: Lab,
  state: RdsState,
  region: RegionName,
  parameters: Record<string, unknown>,
): Record<string, unknown> => {
  const source = optionalString(parameters, 'SourceIdentifier')
  const type = optionalString(parameters, 'SourceType')
  if (source !== undefined && type === undefined) {
    throw new AwsFault('InvalidParameterCombination', 400, 'SourceType must be provided with SourceIdentifier')
  }
  const end = optionalInstant(parameters, 'EndTime') ?? lab.clock.now()
  const minutes = optionalInteger(parameters, 'Duration') ?? 60
  const start = optionalInstant(parameters, 'StartTime') ?? end - minutes * 60_000
  const categories = stringList(parameters, 'EventCategories')
  const cluster = clustersOf(lab.config).find((candidate) => candidate.region === region)
  const shown =
    cluster !== undefined &&
    (source === undefined || source === cluster.identifier) &&
    (type === undefined || type === 'db-cluster') &&
    (categories.length === 0 || categories.includes(category))
  return {
    Events: state.events
      .filter((event) => shown && event.region === region && event.at >= start && event.at <= end)
      .map((event) => ({
        SourceIdentifier: cluster?.identifier,
        SourceType: 'db-cluster',
        Message: event.message,
        EventCategories: [category],
        Date: new Date(event.at),
        SourceArn: cluster?.arn,
      })),
  }
}
