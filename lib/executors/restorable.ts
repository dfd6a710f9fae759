import { ExecutorError } from '@/lib/engine/ports'
import type { Facts, Scalar } from '@/lib/domain/system/resolved'

const longest = 1_000

/** A value as `before` may keep it. One that would have to be cut could not be restored, so nothing is begun. */
export function restorable(value: string | undefined, what: string): string | null {
  if (value !== undefined && value.length > longest) {
    throw new ExecutorError('refused', 'not-restorable', `${what} is too long to be kept for undo`)
  }
  return value ?? null
}

/** What `before` kept under a name. Without it there is no way back by machine. */
export function keptText(before: Facts, name: string): string | null {
  const value = kept(before, name)
  if (value === null || typeof value === 'string') return value
  throw new ExecutorError('refused', 'no-way-back', `what was kept as ${name} is not text`)
}

export function keptNumber(before: Facts, name: string): number {
  const value = kept(before, name)
  if (typeof value === 'number') return value
  throw new ExecutorError('refused', 'no-way-back', `what was kept as ${name} is not a number`)
}

function kept(before: Facts, name: string): Scalar {
  const value = Object.hasOwn(before, name) ? before[name] : undefined
  if (value === undefined) throw new ExecutorError('refused', 'no-way-back', `nothing was kept as ${name}`)
  return value
}
