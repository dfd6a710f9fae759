import { describe, expect, it } from 'vitest'
import type { Directory } from '@/lib/domain/plan/schema/environment'
import type { ApprovalRule } from '@/lib/domain/plan/schema/runbook'
import { chooseSignIns } from './choose-sign-ins'

type Person = Directory['persons'][number]
const person = (id: string, roles: Person['roles'], duties: string[] = [], logins = [id]): Person => ({
  id,
  name: id.toUpperCase(),
  title: id,
  roles,
  duties,
  contacts: {},
  accounts: logins.map((login) => ({ login, password: `password-${login}` })),
})
const directory: Directory = {
  schema: 'breakwater.directory/1',
  persons: [
    person('lead', ['commander', 'approver'], ['commander', 'store']),
    person('store', ['approver'], ['store'], ['store', 'store-oncall']),
    person('deputy', ['approver'], ['store']),
    person('grid', ['approver'], ['grid']),
    person('wire', ['approver'], ['wire']),
    person('board', ['sponsor'], ['sponsor']),
    person('proof', ['auditor']),
  ],
}
const everyone = new Set(directory.persons.flatMap(({ accounts }) => accounts.map(({ login }) => login)))
const rule = (duties: string[], persons: number): ApprovalRule => ({
  id: 'A1',
  steps: ['S1'],
  duties,
  persons,
  expires: 900_000,
})
const chosen = (approvals: ApprovalRule[], logins = everyone) =>
  chooseSignIns(directory, approvals, logins).map(({ role, login }) => `${role} ${login}`)

describe('the sign-ins that are printed', () => {
  it('are one for every role where nothing has to be approved', () => {
    expect(chosen([])).toEqual(['commander lead', 'sponsor board', 'auditor proof'])
  })

  it('are enough different people for an approval, besides whoever asks for it', () => {
    expect(chosen([rule(['store', 'grid', 'wire'], 2)])).toContain('approver store')
    expect(chosen([rule(['store', 'grid', 'wire'], 2)])).toContain('approver grid')
    expect(chosen([rule(['store', 'grid', 'wire'], 2)])).not.toContain('approver wire')
    expect(chosen([rule(['store', 'grid', 'wire'], 3)])).toContain('approver wire')
  })

  it('are enough for every approval, by its own duties, and nobody twice', () => {
    const all = chosen([rule(['store', 'grid'], 2), rule(['wire'], 1)])
    expect(all.filter((line) => line.startsWith('approver'))).toEqual([
      'approver store',
      'approver grid',
      'approver wire',
    ])
    expect(new Set(all).size).toBe(all.length)
  })

  it('pass over a password that was changed, for another account or the next with that duty', () => {
    const without = (...logins: string[]) => new Set([...everyone].filter((login) => !logins.includes(login)))
    expect(chosen([rule(['store'], 1)], without('store'))).toContain('approver store-oncall')
    expect(chosen([rule(['store'], 1)], without('store', 'store-oncall'))).toContain('approver deputy')
  })
})
