import { setTimeout as wait } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createTestDatabase, type TestDatabase } from '@/lib/testing/test-database'
import { lockPerson, readAccountHolder, readDutyHolders, readPeople, readRoles } from './people'
import { readRolesOf } from './read-roles'
import { withTransaction } from './transaction'
import { setPassword } from '@/lib/services/set-password'

let test: TestDatabase
beforeAll(async () => {
  test = await createTestDatabase()
  const { person, user, roleGrant, dutyHolder } = test.database
  for (const id of ['ada', 'bob', 'cy']) await person.create({ data: { id, name: id, shortName: id.slice(0, 2) } })
  await user.create({ data: { id: 'ada-1', login: 'ada', personId: 'ada' } })
  await user.create({ data: { id: 'ada-2', login: 'ada@work', personId: 'ada', disabledAt: new Date() } })
  await user.create({ data: { id: 'cy-1', login: 'cy', personId: 'cy' } })
  await person.update({ where: { id: 'cy' }, data: { disabledAt: new Date() } })
  for (const personId of ['ada', 'bob', 'cy']) await roleGrant.create({ data: { personId, role: 'approver' } })
  await roleGrant.create({ data: { personId: 'ada', role: 'admin' } })
  for (const personId of ['bob', 'ada', 'cy'])
    await dutyHolder.create({ data: { planKey: 'p', duty: 'Database', personId } })
})
afterAll(() => test.drop())

const holder = (accountId: string) => withTransaction(test.database, (tx) => readAccountHolder(tx, accountId))

describe('people', () => {
  it('are who their accounts say, with their roles', async () => {
    expect(await holder('ada-1')).toMatchObject({
      person: { id: 'ada', disabled: false },
      roles: ['admin', 'approver'],
    })
    expect(await holder('nobody')).toBeNull()
  })

  it('may do nothing through a disabled account, or when disabled themselves', async () => {
    expect(await holder('ada-2')).toMatchObject({ person: { id: 'ada' }, roles: [] })
    expect(await holder('cy-1')).toMatchObject({ person: { id: 'cy', disabled: true }, roles: [] })
    expect(await readRoles(test.database, 'cy')).toEqual([])
  })

  it('hold duties by default, unless they are disabled', async () => {
    expect(await readDutyHolders(test.database, 'p')).toEqual(new Map([['Database', ['ada', 'bob']]]))
    expect((await readPeople(test.database)).map((person) => person.id)).toEqual(['ada', 'bob', 'cy'])
  })

  it('have a role in one plan, or in every plan', async () => {
    const { roleGrant } = test.database
    await roleGrant.create({ data: { personId: 'bob', role: 'commander', planKey: 'p' } })
    await expect(roleGrant.create({ data: { personId: 'bob', role: 'approver' } })).rejects.toThrow()
    expect([...(await readRolesOf(test.database, 'p'))('bob')].sort()).toEqual(['approver', 'commander'])
    expect((await readRolesOf(test.database, 'another'))('bob')).toEqual(['approver'])
    const inPlan = await readPeople(test.database, 'another')
    expect(inPlan.find(({ id }) => id === 'bob')?.roles).toEqual(['approver'])
    await roleGrant.deleteMany({ where: { personId: 'bob', planKey: 'p' } })
  })

  it('said nothing that counts with an account that was disabled or given another password since', async () => {
    const at = new Date().toISOString()
    const through = async (account: string) => (await readRolesOf(test.database, 'p'))('ada', { account, at })
    expect(await through('ada-1')).toContain('approver')
    expect(await through('ada-2'), 'disabled').toEqual([])
    expect(await through('ada-3'), 'unknown').toEqual([])
    await wait(5)
    await setPassword(test.database, 'ada', 'another long password')
    expect(await through('ada-1'), 'another password').toEqual([])
    expect((await readRolesOf(test.database, 'p'))('ada')).toContain('approver')
  })

  it('lose a role either before a decision or after its commit, never in between', async () => {
    let removed = false
    let removing: Promise<unknown> = Promise.resolve()
    await withTransaction(test.database, async (tx) => {
      expect((await readAccountHolder(tx, 'ada-1'))?.roles).toContain('approver')
      removing = withTransaction(test.database, async (other) => {
        await lockPerson(other, 'ada')
        await other.roleGrant.deleteMany({ where: { personId: 'ada', role: 'approver' } })
      }).then(() => (removed = true))
      await wait(100)
      expect(removed).toBe(false)
    })
    await removing
    expect((await holder('ada-1'))?.roles).toEqual(['admin'])
  })
})
