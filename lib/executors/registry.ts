import type { ActionExecutor, ExecutorRegistry, ReadingExecutor } from '@/lib/engine/ports'
import { failoverGlobalCluster } from './aws-rds/failover-global-cluster'
import { globalCluster } from './aws-rds/global-cluster'
import { switchoverGlobalCluster } from './aws-rds/switchover-global-cluster'

export const actionExecutors: readonly ActionExecutor[] = [failoverGlobalCluster, switchoverGlobalCluster]

export const readingExecutors: readonly ReadingExecutor[] = [globalCluster]

/** The hands and eyes by kind. SDKs are loaded by their client files at first use. */
export function createExecutorRegistry(): ExecutorRegistry {
  const actions = new Map(actionExecutors.map((executor) => [executor.kind, executor]))
  const readings = new Map(readingExecutors.map((executor) => [executor.kind, executor]))
  return {
    action: (kind) => found(actions.get(kind), `action ${kind}`),
    reading: (kind) => found(readings.get(kind), `reading ${kind}`),
  }
}

function found<E>(executor: E | undefined, what: string): E {
  if (executor === undefined) throw new Error(`no executor for ${what}`)
  return executor
}
