import { describe, expect, it } from 'vitest'
import { ferryPlan } from '../../plan/fixtures/ferry-plan'
import { takeCommand } from './take-command'

const plan = ferryPlan()
const commander = { person: 'ada', name: 'Ada', roles: ['commander'] as const }
const rolesOf = () => ['commander'] as const
const open = { id: 'INC-1', duties: {}, closed: null } as unknown as Parameters<typeof takeCommand>[0]['state']

describe('taking command', () => {
  it('gives the plan’s commanding duty to whoever presses', () => {
    expect(takeCommand({ plan, state: open, rolesOf }, { ...commander, roles: [...commander.roles] })).toMatchObject({
      verb: 'assign-duty',
      input: { incidentId: 'INC-1', duty: 'captain', person: 'ada' },
    })
  })

  it('is not offered where somebody commands, nor to who may not', () => {
    const roles = [...commander.roles]
    expect(
      takeCommand({ plan, state: { ...open, duties: { captain: 'bo' } }, rolesOf }, { ...commander, roles }),
    ).toBeNull()
    for (const role of ['approver', 'responder', 'auditor', 'admin', 'sponsor'] as const)
      expect(takeCommand({ plan, state: open, rolesOf }, { ...commander, roles: [role] }), role).toBeNull()
  })
})
