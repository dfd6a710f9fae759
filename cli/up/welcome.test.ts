import { describe, expect, it } from 'vitest'
import { signInPerRole, welcome } from './welcome'

describe('the welcome', () => {
  it('names one sign-in for every role of the sample plan', () => {
    const logins = new Set(['mara', 'tomas', 'bello', 'ruth', 'whitlock', 'admin'])
    const roles = signInPerRole('plans/orderflow/directory.yaml', logins).map(({ role }) => role)
    expect(roles.sort()).toEqual(['admin', 'approver', 'auditor', 'commander', 'responder', 'sponsor'])
  })

  it('passes over a password that was changed, for the next who has the role', () => {
    const signIns = signInPerRole('plans/orderflow/directory.yaml', new Set(['ines', 'tomas-oncall']))
    expect(signIns.map(({ role, login }) => [role, login])).toEqual([['approver', 'tomas-oncall']])
  })

  it('says where the console is, who can sign in, and how to break the region', () => {
    const signIn = { role: 'commander', login: 'mara', password: 'secret', name: 'Mara Okafor' }
    const lines = welcome('http://localhost:3000', [signIn], 'http://127.0.0.1:4000').split('\n')
    expect(lines).toContain('Breakwater is ready: http://localhost:3000')
    expect(lines).toContain('  commander  mara  secret  (Mara Okafor)')
    expect(lines).toContain('  npx breakwater lab fail us-east-1')
    expect(lines).toContain('  http://127.0.0.1:4000')
  })
})
