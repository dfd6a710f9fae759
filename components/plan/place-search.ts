import type { PlanHeading } from '@/lib/domain/view/plan/plan-heading'

/** `?plan=KEY&environment=NAME`: a link to another page about the same plan in the same place. */
export function placeSearch({ key, environment }: PlanHeading): string {
  return `?${new URLSearchParams({ plan: key, environment: environment.name }).toString()}`
}
