import { setTimeout as wait } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createTestDatabase, type TestDatabase } from '@/lib/testing/test-database'
import { lockPerson, readAccountHolder, readDutyHolders, readPeople, readRoles } from './people'
import { withTransaction } from './transaction'

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

  it('lose a role either before a decision or after its commit, never in between', async () => {
    let removed = false
    let removing: Promise<unknown> = Promise.resolve()
    await withTransaction(test.database, async (tx) => {
      expect((await readAccountHolder(tx, 'ada-1'))?.roles).toContain('approver')
      removing = withTransaction(test.database, async (other) => {
        await lockPerson(other, 'ada')
        await other.roleGrant.delete({ where: { personId_role: { personId: 'ada', role: 'approver' } } })
      }).then(() => (removed = true))
      await wait(100)
      expect(removed).toBe(false)
    })
    await removing
    expect((await holder('ada-1'))?.roles).toEqual(['admin'])
  })
})
