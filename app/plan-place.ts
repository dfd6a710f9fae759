import type { PlanPlace } from '@/lib/queries/plan-page'

export type Search = Promise<Record<string, string | string[] | undefined>>

/** `?plan=KEY&environment=NAME` of an address; of a repeated one the first counts. */
export async function planPlace(search: Search): Promise<PlanPlace> {
  const { plan, environment } = await search
  return { plan: first(plan), environment: first(environment) }
}

function first(value: string | string[] | undefined): string | undefined {
  return Array.isArray(value) ? value[0] : value
}
