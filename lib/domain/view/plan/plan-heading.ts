import type { PlanInput } from './plan-input'

/** Which plan, which version, bound to what: the same at the head of every page about it. */
export interface PlanHeading {
  key: string
  title: string
  hash: string
  owner: string
  environment: { name: string; title: string; hash: string }
  environments: readonly { name: string; title: string }[]
  /** Said where an environment does not run at the world's own pace. */
  pace: string | null
}

export function planHeading({ plan, planHash, environment, environmentHash, environments }: PlanInput): PlanHeading {
  return {
    key: plan.key,
    title: plan.title,
    hash: planHash,
    owner: plan.owner,
    environment: { name: environment.name, title: environment.title, hash: environmentHash },
    environments,
    pace:
      environment.timeScale === 1
        ? null
        : `Times are the plan’s own; this environment runs ${environment.timeScale} times as fast.`,
  }
}
