import { describe, expect, it } from 'vitest'
import { coverage, notRecovered } from './coverage'
import { ferryPlan } from './fixtures/ferry-plan'
import { ferryWith } from './fixtures/read-fixture'
import { parsePlan } from './parse-plan'
import type { Plan } from './schema/plan'

/** The ferry plan with a second service in the tier that is proven, and what each step recovers. */
function ferry(recovers: Record<string, string[]>): Plan {
  const plan = ferryPlan()
  const meals = { id: 'meals', title: 'Meals', plainName: 'Meals', tier: 'gold' }
  return {
    ...plan,
    services: [...plan.services, meals],
    runbooks: plan.runbooks.map((runbook) => ({
      ...runbook,
      steps: runbook.steps.map((step) => ({ ...step, recovers: recovers[step.id] })),
    })),
  }
}
const claims = (plan: Plan) =>
  plan.runbooks.flatMap((runbook) =>
    coverage(plan, runbook).map(({ tier, covered, missing }) => [
      tier,
      covered.map(({ id }) => id),
      missing.map(({ id }) => id),
    ]),
  )

describe('what a runbook may claim at its end', () => {
  it('is whole tiers, where its steps name no service', () => {
    expect(claims(ferry({}))).toEqual([
      ['gold', ['seats', 'meals'], []],
      ['bronze', [], ['archive']],
    ])
  })

  it('is the services its steps recover, as soon as one is named', () => {
    expect(claims(ferry({ D1: ['seats'] }))).toEqual([
      ['gold', ['seats'], ['meals']],
      ['bronze', [], ['archive']],
    ])
    expect(claims(ferry({ D1: ['seats'], E10: ['meals'] }))[0]).toEqual(['gold', ['seats', 'meals'], []])
  })

  it('is nothing of a tier that no step proves, whatever is said to be recovered', () => {
    expect(claims(ferry({ D1: ['archive'] }))).toContainEqual(['bronze', [], ['archive']])
  })

  it('is said by plan check for what no runbook covers, at the tier', () => {
    expect(notRecovered(ferry({ D1: ['seats'] })).map(({ tier, services }) => [tier, services.length])).toEqual([
      ['gold', 1],
      ['bronze', 1],
    ])
    const { notes } = parsePlan([
      ferryWith('        proves: [gold]', '        proves: [gold]\n        recovers: [seats]'),
    ])
    expect(notes.map(({ message }) => message)).toContain('bronze: no step of any runbook recovers archive')
    const { problems } = parsePlan([
      ferryWith('        proves: [gold]', '        proves: [gold]\n        recovers: [seat]'),
    ])
    expect(problems.map(({ message }) => message)).toEqual(['no service seat: did you mean seats?'])
  })
})
