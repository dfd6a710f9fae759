import { describe, expect, it } from 'vitest'
import { Actor } from './actor'
import { may, permissions, roles, type Permission, type Role } from './roles'

const all = Object.keys(permissions) as Permission[]
const granted = (...held: Role[]) => all.filter((permission) => may(held, permission))
const reads = (permission: Permission) => permission.endsWith('.read') || permission === 'evidence.export'

describe('roles', () => {
  it('give nothing to nobody, and every permission to somebody', () => {
    expect(granted()).toEqual([])
    expect(granted(...roles)).toEqual(all)
  })

  it('keep those who only look from changing anything', () => {
    expect(granted('sponsor')).toEqual(['posture.read', 'sponsor.read'])
    expect(granted('auditor').filter((permission) => !reads(permission))).toEqual([])
    expect(granted('admin').filter((permission) => !reads(permission))).toEqual(['plan.import', 'people.manage'])
  })

  it('keep asking and consenting apart: who asks for approval and gives GO does not approve by that role', () => {
    for (const permission of ['approval.request', 'run.go', 'run.arm', 'incident.declare', 'step.skip'] as const)
      expect([permission, roles.filter((role) => may([role], permission))]).toEqual([permission, ['commander']])
    for (const permission of ['approval.give', 'approval.refuse'] as const)
      expect([permission, roles.filter((role) => may([role], permission))]).toEqual([permission, ['approver']])
  })

  it('let everyone who works on the incident stop it', () => {
    expect(roles.filter((role) => may([role], 'run.abort'))).toEqual(['commander', 'approver', 'responder'])
  })

  it('add up: two roles may what either may', () => {
    const both = new Set([...granted('auditor'), ...granted('responder')])
    expect(granted('auditor', 'responder')).toEqual(all.filter((permission) => both.has(permission)))
  })
})

describe('an actor in the journal', () => {
  it('is a person by id, a worker with its token, an alert source or a part of the console, and nothing more', () => {
    expect(Actor.safeParse({ kind: 'person', person: 'mara', account: 'a-1' }).success).toBe(true)
    for (const wrong of [
      { kind: 'person', person: '', account: 'a' },
      { kind: 'person', person: 'mara' },
      { kind: 'person', person: 'mara', account: 'a', roles: ['admin'] },
      { kind: 'worker', worker: 'w', token: -1 },
      { kind: 'system' },
    ])
      expect(Actor.safeParse(wrong).success).toBe(false)
  })
})
