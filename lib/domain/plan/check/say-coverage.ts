import { notRecovered } from '../coverage'
import { info, type Finding } from '../finding'
import type { Plan } from '../schema/plan'

/** Says which services no step recovers, where their tier stands: the end of a run claims nothing of them. */
export function sayCoverage(plan: Plan): Finding[] {
  return notRecovered(plan).map(({ tier, services }) => {
    const at = plan.tiers.findIndex(({ id }) => id === tier)
    const names = services.map(({ id }) => id).join(', ')
    return info(['tiers', at, 'id'], 'not-recovered', `${tier}: no step of any runbook recovers ${names}`)
  })
}
