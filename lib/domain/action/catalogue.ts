import { failoverGlobalCluster } from './aws-rds/failover-global-cluster'
import { globalCluster } from './aws-rds/global-cluster'
import { switchoverGlobalCluster } from './aws-rds/switchover-global-cluster'
import type { ActionDefinition, ReadingDefinition } from './definition'

/** Every kind of action a plan may write. */
export const actionDefinitions: readonly ActionDefinition[] = [failoverGlobalCluster, switchoverGlobalCluster]

/** Every kind of reading a plan may ask for. */
export const readingDefinitions: readonly ReadingDefinition[] = [globalCluster]

const actions = new Map(actionDefinitions.map((definition) => [definition.kind, definition]))
const readings = new Map(readingDefinitions.map((definition) => [definition.kind, definition]))

export function actionDefinition(kind: string): ActionDefinition | undefined {
  return actions.get(kind)
}

export function readingDefinition(kind: string): ReadingDefinition | undefined {
  return readings.get(kind)
}
