import { describe, expect, it } from 'vitest'
import { ferryPlan } from '../fixtures/ferry-plan'
import { checkPlan } from '../check-plan'
import type { Plan } from '../schema/plan'

const ferry = ferryPlan()
/** The ferry plan with a copy of its runbook that leads elsewhere, and these names as what answers its class. */
function answeredBy(runbook: string[], change: { from: string; to: string }): Plan {
  return {
    ...ferry,
    runbooks: ferry.runbooks.flatMap((one) => [one, { ...one, id: 'other', title: 'Other', ...change }]),
    disasterClasses: ferry.disasterClasses.map((one) => ({ ...one, runbook })),
  }
}
const problems = (plan: Plan) =>
  checkPlan(plan).flatMap(({ level, path, message }) =>
    level === 'problem' && path[0] === 'disasterClasses' ? [`${path.join('.')} ${message}`] : [],
  )

describe('a class that several runbooks answer', () => {
  it('is right where each leads another way', () => {
    expect(problems(answeredBy(['move-south', 'other'], { from: 'south', to: 'north' }))).toEqual([])
  })

  it.each([
    [
      'one that does not exist',
      ['move-south', 'move-soth'],
      'disasterClasses.0.runbook.1 no runbook move-soth: did you mean move-south?',
    ],
    [
      'the same one twice',
      ['move-south', 'move-south'],
      'disasterClasses.0.runbook.1 move-south stands here twice: keep one',
    ],
    [
      'two that lead the same way',
      ['move-south', 'other'],
      'disasterClasses.0.runbook.1 move-south and other both lead from north to south: nothing that is read tells which one to take',
    ],
  ])('is refused with %s', (_, runbook, message) => {
    expect(problems(answeredBy(runbook, { from: 'north', to: 'south' }))).toEqual([message])
  })
})
