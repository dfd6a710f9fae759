import { timestamp } from './object-store'

export interface Condition {
  type: string
  status: 'True' | 'False' | 'Unknown'
  [field: string]: unknown
}

/** Replaces the condition of that type; its times only move when its status or reason does. */
export function withCondition(
  conditions: readonly Condition[],
  next: { type: string; status: 'True' | 'False' | 'Unknown'; reason: string; message: string },
  now: number,
): Condition[] {
  const before = conditions.find((condition) => condition.type === next.type)
  const others = conditions.filter((condition) => condition.type !== next.type)
  const lastTransitionTime = before?.status === next.status ? before.lastTransitionTime : timestamp(now)
  return [...others, { ...next, lastTransitionTime }]
}

export function conditionIs(conditions: readonly Condition[], type: string, status: Condition['status']): boolean {
  return conditions.some((condition) => condition.type === type && condition.status === status)
}
