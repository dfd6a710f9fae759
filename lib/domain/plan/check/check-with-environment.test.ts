import { expect, it } from 'vitest'
import { ferryPlan, harbour, stepOfPlan } from '../fixtures/ferry-plan'
import type { WayBack } from '../schema/runbook'
import { checkWithEnvironment } from './check-with-environment'

/** The ferry's database moved to another region while it lives; its way back is asked of that region. */
function movedTo(region: string, wayBack: WayBack) {
  const plan = ferryPlan()
  const step = stepOfPlan(plan, 'D1')
  const target = `arn:aws:rds:${region}:222222222222:cluster:ferry`
  const parameters = { globalCluster: 'ferry', target }
  step.commands = [
    { action: 'aws.rds.switchoverGlobalCluster', system: 'db-south', with: parameters, ifUnreachable: 'fail' },
  ]
  step.wayBack = wayBack
  return checkWithEnvironment(plan, harbour())
}

it('an undo that is asked of a system nobody binds is told at import, not at night', () => {
  const missing =
    'undo of step D1 is asked of the region that is then primary: bind a system of kind aws.rds in eu-north-1, account 222222222222'
  expect(movedTo('eu-north-1', 'compensable').map(({ code, message }) => [code, message])).toEqual([
    ['no-way-back', missing],
  ])
  expect(movedTo('eu-south-1', 'compensable'), 'it is bound').toEqual([])
  expect(movedTo('eu-north-1', 'one-way'), 'nobody goes back').toEqual([])
})
