import { describe, expect, it } from 'vitest'
import { actionDefinition } from '../../system/catalogue'
import { checkPlan } from '../check-plan'
import type { Step } from '../schema/runbook'
import { frozenPlan } from '@/lib/testing/read-frozen-plan'

const found = (id: string, change: Partial<Step>) => {
  const plan = structuredClone(frozenPlan().plan)
  const step = plan.runbooks[0]?.steps.find((one) => one.id === id)
  if (step === undefined) throw new Error(`no step ${id}`)
  Object.assign(step, change)
  return checkPlan(plan).filter(({ code }) => code === 'not-destructive')
}

describe('what destroys', () => {
  it.each<[string, string, Record<string, unknown>, boolean]>([
    ['a control that goes Off', 'aws.arc.updateRoutingControlStates', { controls: [{ state: 'Off' }] }, true],
    ['controls that go On', 'aws.arc.updateRoutingControlStates', { controls: [{ state: 'On' }] }, false],
    [
      'a control whose state is given by reference',
      'aws.arc.updateRoutingControlStates',
      { controls: [{ state: 'On' }, { state: '${names.state}' }] },
      true,
    ],
    ['controls by reference', 'aws.arc.updateRoutingControlStates', { controls: '${names.controls}' }, true],
    [
      'a safety rule that is overridden',
      'aws.arc.updateRoutingControlStates',
      { controls: [{ state: 'On' }], safetyRulesToOverride: ['arn'] },
      true,
    ],
    ['no replicas', 'kubernetes.scale', { replicas: 0 }, true],
    ['more replicas', 'kubernetes.scale', { replicas: 3 }, false],
    ['replicas by reference', 'kubernetes.scale', { replicas: '${names.replicas}' }, true],
    ['a planned move of the writer', 'aws.rds.switchoverGlobalCluster', {}, true],
  ])('is said by the action: %s', (_, kind, parameters, destroys) => {
    expect(actionDefinition(kind)?.destroys?.does(parameters)).toBe(destroys)
  })

  it('is not claimed to be less by a plan, and may be claimed to be more', () => {
    expect(found('S6', { destructive: false }).map(({ message }) => message)).toEqual([
      'kubernetes.scale destroys here: replicas are 0. Write destructive: true on S6, so that it needs an approval',
    ])
    expect(found('S10', { destructive: true })).toEqual([])
    const [command] = frozenPlan().plan.runbooks[0]?.steps.find(({ id }) => id === 'S12')?.commands ?? []
    expect(found('S4', { commands: command === undefined ? [] : [command] })).toHaveLength(1)
  })
})
