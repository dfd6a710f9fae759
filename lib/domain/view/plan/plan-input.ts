import type { Role } from '../../access/roles'
import type { Environment } from '../../plan/schema/environment'
import type { Plan } from '../../plan/schema/plan'

export interface PlanReader {
  id: string
  name: string
  roles: readonly Role[]
}

/** A plan in one of its environments, without an incident. */
export interface PlanInput {
  plan: Plan
  planHash: string
  environment: Environment
  environmentHash: string
  /** Every environment the plan is bound to, this one among them. */
  environments: readonly { name: string; title: string }[]
  people: readonly PlanReader[]
  /** Who is named for a duty: person ids by duty. */
  dutyHolders: ReadonlyMap<string, readonly string[]>
  now: string
}

/** Who may hold a duty: those the directory names for it, then others whose role allows it. */
export interface Holders {
  named: string[]
  others: string[]
}

export function holdersOf({ plan, people, dutyHolders }: PlanInput, duty: string): Holders {
  const role = plan.duties.find((one) => one.id === duty)?.role
  const named = new Set(dutyHolders.get(duty) ?? [])
  const able = people.filter((person) => role !== undefined && person.roles.includes(role))
  return {
    named: able.filter(({ id }) => named.has(id)).map(({ name }) => name),
    others: able.filter(({ id }) => !named.has(id)).map(({ name }) => name),
  }
}
