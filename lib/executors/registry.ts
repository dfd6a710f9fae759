import type { systems } from '@/lib/domain/system/systems'
import type { ExecutorRegistry } from '@/lib/engine/ports'
import { awsArcExecutors } from './aws-arc/executors'
import { awsCloudwatchExecutors } from './aws-cloudwatch/executors'
import { awsRdsExecutors } from './aws-rds/executors'
import { awsRoute53Executors } from './aws-route53/executors'
import { consoleExecutors } from './console/executors'
import { httpExecutors } from './http/executors'
import type { Implementation } from './implement'
import { kubernetesExecutors } from './kubernetes/executors'
import { pagerdutyExecutors } from './pagerduty/executors'
import { prometheusExecutors } from './prometheus/executors'
import { slackExecutors } from './slack/executors'
import { statuspageExecutors } from './statuspage/executors'

/** The hands of every system that states itself: one that is missing, or that nobody stated, fails the type check. */
const implementations: Readonly<Record<(typeof systems)[number]['kind'], Implementation>> = {
  'aws.rds': awsRdsExecutors,
  'aws.arc': awsArcExecutors,
  'aws.route53': awsRoute53Executors,
  'aws.cloudwatch': awsCloudwatchExecutors,
  kubernetes: kubernetesExecutors,
  slack: slackExecutors,
  statuspage: statuspageExecutors,
  pagerduty: pagerdutyExecutors,
  prometheus: prometheusExecutors,
  http: httpExecutors,
  console: consoleExecutors,
}
const own = Object.values(implementations)

export const actionExecutors = own.flatMap(({ actions }) => actions)
export const readingExecutors = own.flatMap(({ readings }) => readings)

/** The hands and eyes by kind, those of systems of others beside our own. */
export function createExecutorRegistry(outside: readonly Implementation[] = []): ExecutorRegistry {
  const all = [...own, ...outside]
  const actions = new Map(all.flatMap((one) => one.actions).map((executor) => [executor.kind, executor]))
  const notices = new Map(all.flatMap((one) => one.notices.map((executor) => [executor.way, executor])))
  const readings = new Map(all.flatMap((one) => one.readings).map((executor) => [executor.kind, executor]))
  return {
    action: (kind) => found(actions.get(kind), `action ${kind}`),
    notice: (way) => found(notices.get(way), `telling by ${way}`),
    reading: (kind) => found(readings.get(kind), `reading ${kind}`),
  }
}

/** Loads every SDK before it is needed; a worker calls this once at start. */
export async function loadSdks(outside: readonly Implementation[] = []): Promise<void> {
  await Promise.all([...own, ...outside].map(({ load }) => load()))
}

function found<E>(executor: E | undefined, what: string): E {
  if (executor === undefined) throw new Error(`no executor for ${what}`)
  return executor
}
