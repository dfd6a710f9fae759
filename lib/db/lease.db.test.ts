import { setTimeout as wait } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createTestDatabase, type TestDatabase } from '@/lib/testing/test-database'
import { acquireLease, assertLease, LeaseLostError, releaseLease, renewLease, type Lease } from './lease'
import { withTransaction } from './transaction'

let test: TestDatabase
beforeAll(async () => {
  test = await createTestDatabase()
})
afterAll(() => test.drop())

async function acquire(key: string, holder: string, milliseconds = 10_000): Promise<Lease> {
  const lease = await acquireLease(test.database, key, holder, milliseconds)
  if (lease === null) throw new Error(`${holder} did not get ${key}`)
  return lease
}

const assertHeld = (lease: Lease) => withTransaction(test.database, (tx) => assertLease(tx, lease))

describe('a lease', () => {
  it('has one holder of many who ask at once', async () => {
    const asked = await Promise.all(
      Array.from({ length: 50 }, (_, i) => acquireLease(test.database, 'one', `w${i}`, 10_000)),
    )
    expect(asked.filter((lease) => lease !== null)).toHaveLength(1)
  })

  it('is refused to everybody while it runs, its holder included', async () => {
    await acquire('held', 'a')
    expect(await acquireLease(test.database, 'held', 'b', 10_000)).toBeNull()
    expect(await acquireLease(test.database, 'held', 'a', 10_000)).toBeNull()
  })

  it('goes to another once it has run out, under a larger token, and the first is fenced off', async () => {
    const first = await acquire('expiring', 'a', 60)
    await assertHeld(first)
    await wait(90)
    await expect(assertHeld(first)).rejects.toThrow(LeaseLostError)
    const second = await acquire('expiring', 'b')
    expect(second.token).toBe(first.token + 1)
    await expect(assertHeld(first)).rejects.toThrow(LeaseLostError)
    expect(await renewLease(test.database, first, 10_000)).toBeNull()
    await assertHeld(second)
  })

  it('is prolonged under the same token, but not once it has run out', async () => {
    const lease = await acquire('renewed', 'a', 80)
    const renewed = await renewLease(test.database, lease, 300)
    expect(renewed).toMatchObject({ token: lease.token, holder: 'a' })
    expect(renewed?.expiresAt.getTime()).toBeGreaterThan(lease.expiresAt.getTime())
    await wait(120)
    await assertHeld(lease)
    await wait(220)
    expect(await renewLease(test.database, lease, 300)).toBeNull()
  })

  it('given back is free at once, its token spent; giving back twice takes nothing from the next', async () => {
    const first = await acquire('released', 'a')
    await releaseLease(test.database, first)
    await expect(assertHeld(first)).rejects.toThrow(LeaseLostError)
    const second = await acquire('released', 'b')
    expect(second.token).toBe(first.token + 1)
    await releaseLease(test.database, first)
    await assertHeld(second)
  })

  it('of an unknown key, of another holder or of another token is not held', async () => {
    const lease = await acquire('exact', 'a')
    for (const wrong of [{ key: 'none' }, { holder: 'b' }, { token: lease.token + 1 }]) {
      await expect(assertHeld({ ...lease, ...wrong })).rejects.toThrow(LeaseLostError)
    }
  })

  it('cannot change hands between the check and the commit of an append', async () => {
    const lease = await acquire('fenced', 'a', 100)
    let taken = false
    let taking: Promise<Lease | null> = Promise.resolve(null)
    await withTransaction(test.database, async (tx) => {
      await assertLease(tx, lease)
      await wait(150)
      // It has run out by now, but the check still holds the row: the successor waits for our commit.
      taking = acquireLease(test.database, 'fenced', 'b', 10_000).finally(() => (taken = true))
      await wait(100)
      expect(taken).toBe(false)
    })
    expect((await taking)?.token).toBe(lease.token + 1)
  })
})
