import { environmentFromContent, planFromContent } from '@/lib/domain/plan/canonical-plan'
import type { Environment } from '@/lib/domain/plan/schema/environment'
import { ZodError } from 'zod'
import { UnreadableEntry } from '@/lib/domain/run/events/unreadable-entry'
import type { Plan } from '@/lib/domain/plan/schema/plan'
import type { Transaction } from './client'

/** A version never changes, so what was parsed once stays. */
const plans = new Map<string, Plan>()
const environments = new Map<string, Environment>()

/**
 * The plan version with this hash. Throws when there is none: whatever pins a hash pins an imported version; and
 * UnreadableEntry where a newer process imported what this one does not understand.
 */
export async function loadPlan(db: Transaction, hash: string): Promise<Plan> {
  const known = plans.get(hash)
  if (known !== undefined) return known
  const version = await db.planVersion.findUniqueOrThrow({ where: { hash } })
  const plan = readPinned('plan', hash, () => planFromContent(version.content))
  plans.set(hash, plan)
  return plan
}

export async function loadEnvironment(db: Transaction, hash: string): Promise<Environment> {
  const known = environments.get(hash)
  if (known !== undefined) return known
  const version = await db.environmentVersion.findUniqueOrThrow({ where: { hash } })
  const environment = readPinned('environment', hash, () => environmentFromContent(version.content))
  environments.set(hash, environment)
  return environment
}

function readPinned<Of>(kind: 'plan' | 'environment', hash: string, read: () => Of): Of {
  try {
    return read()
  } catch (error) {
    if (!(error instanceof ZodError)) throw error
    const [issue] = error.issues
    throw UnreadableEntry.pinned(kind, hash, `${issue?.path.join('.') || kind}: ${issue?.message ?? 'it does not fit'}`)
  }
}
