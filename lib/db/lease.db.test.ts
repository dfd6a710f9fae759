import { setTimeout as wait } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createTestDatabase, type TestDatabase } from '@/lib/testing/test-database'
import { createDatabase } from './client'
import { acquireLease, assertLease, LeaseLostError, releaseLease, renewLeases, type Lease } from './lease'
import { lockStream } from './lock-streams'
import { readStanding } from './read-standing'
import { withTransaction } from './transaction'

let test: TestDatabase
beforeAll(async () => {
  test = await createTestDatabase()
})
afterAll(() => test.drop())

async function acquire(key: string, holder: string, milliseconds = 10_000): Promise<Lease> {
  const lease = await acquireLease(test.database, key, holder, { milliseconds })
  if (lease === null) throw new Error(`${holder} did not get ${key}`)
  return lease
}

const assertHeld = (lease: Lease, key = lease.key) =>
  withTransaction(test.database, async (tx) => assertLease(await lockStream(tx, key), lease))

describe('a lease', () => {
  it('has one holder of many who ask at once', async () => {
    const asked = await Promise.all(
      Array.from({ length: 50 }, (_, i) => acquireLease(test.database, 'one', `w${i}`, { milliseconds: 10_000 })),
    )
    expect(asked.filter((lease) => lease !== null)).toHaveLength(1)
  })

  it('is refused to everybody while it runs, its holder included', async () => {
    await acquire('held', 'a')
    expect(await acquireLease(test.database, 'held', 'b', { milliseconds: 10_000 })).toBeNull()
    expect(await acquireLease(test.database, 'held', 'a', { milliseconds: 10_000 })).toBeNull()
  })

  it('goes to another once it has run out, under a larger token, and the first is fenced off', async () => {
    const first = await acquire('expiring', 'a', 60)
    await assertHeld(first)
    await wait(90)
    // Run out, and taken by nobody: there is nobody to be fenced off from.
    await assertHeld(first)
    const second = await acquire('expiring', 'b')
    expect(second.token).toBe(first.token + 1)
    await expect(assertHeld(first)).rejects.toThrow(LeaseLostError)
    expect(await renewLeases(test.database, [first], 10_000)).toEqual(['expiring'])
    await assertHeld(second)
  })

  it('says for how long it lasts, to whoever is about to send under it', async () => {
    const lease = await acquire('asked', 'a')
    const standing = () => readStanding(test.database, 'asked', { sequence: 1, at: new Date(0).toISOString() })
    const { leaseLeft, lease: holds } = await standing()
    expect(holds).toEqual({ token: lease.token, holder: 'a' })
    expect(leaseLeft).toBeGreaterThan(5_000)
    expect(leaseLeft).toBeLessThanOrEqual(10_000)
    await releaseLease(test.database, lease)
    expect((await standing()).leaseLeft, 'free for anybody, and taken by nobody').toBeLessThanOrEqual(0)
  })

  it('is prolonged with all of its holder in one statement, even once it has run out, unless another has it', async () => {
    const [kept, taken] = [await acquire('renewed', 'a', 50), await acquire('taken', 'a', 50)]
    await wait(80)
    await acquire('taken', 'b')
    expect(await renewLeases(test.database, [kept, taken], 300)).toEqual(['taken'])
    await wait(100)
    expect(await acquireLease(test.database, 'renewed', 'b', { milliseconds: 300 })).toBeNull()
  })

  it('that somebody is about to take is neither waited for nor taken for lost', async () => {
    const lease = await acquire('busy', 'a')
    await withTransaction(test.database, async (tx) => {
      await tx.$executeRaw`SELECT FROM lease WHERE key = 'busy' FOR UPDATE`
      const asked = Date.now()
      expect(await renewLeases(test.database, [lease], 300)).toEqual([])
      expect(Date.now() - asked).toBeLessThan(1_000)
    })
  })

  it('given back is free at once, its token spent; giving back twice takes nothing from the next', async () => {
    const first = await acquire('released', 'a')
    await releaseLease(test.database, first)
    const second = await acquire('released', 'b')
    expect(second.token).toBe(first.token + 1)
    await expect(assertHeld(first)).rejects.toThrow(LeaseLostError)
    await releaseLease(test.database, first)
    await assertHeld(second)
  })

  it('of another holder or of another token is not held, and one of another stream is a mistake', async () => {
    const lease = await acquire('exact', 'a')
    for (const wrong of [{ holder: 'b' }, { token: lease.token + 1 }])
      await expect(assertHeld({ ...lease, ...wrong })).rejects.toThrow(LeaseLostError)
    await expect(assertHeld(lease, 'other')).rejects.toThrow('says nothing of other')
  })

  it('cannot change hands between the check and the commit of an append', async () => {
    const lease = await acquire('fenced', 'a', 100)
    await withTransaction(test.database, async (tx) => {
      assertLease(await lockStream(tx, 'fenced'), lease)
      await wait(150)
      // It has run out by now, but the append still holds the head: who comes after does not wait for it for long.
      const asked = Date.now()
      expect(await acquireLease(test.database, 'fenced', 'b', { milliseconds: 10_000 })).toBeNull()
      expect(Date.now() - asked).toBeLessThan(1_000)
    })
    expect((await acquire('fenced', 'b')).token).toBe(lease.token + 1)
  })

  it('goes to another within 4 s from a process that hangs in a transaction and holds the head of the stream', async () => {
    const lease = await acquire('hanging', 'a', 100)
    // As every process of the product connects, with nothing said of how long it may pause.
    const hangs = createDatabase(test.url, { connections: 1, name: 'breakwater-hangs' })
    let locked: () => void = () => undefined
    const hanging = new Promise<void>((resolve) => (locked = resolve))
    let taken: () => void = () => undefined
    const over = new Promise<void>((resolve) => (taken = resolve))
    const hung = withTransaction(hangs, async (tx) => {
      assertLease(await lockStream(tx, 'hanging'), lease)
      locked()
      await over
      await tx.$executeRaw`UPDATE journal_head SET sequence = 1 WHERE stream = 'hanging'`
    }).then(
      () => 'committed',
      () => 'ended',
    )
    await hanging
    const asked = performance.now()
    let next: Lease | null = null
    while (next === null && performance.now() - asked < 4_000) {
      next = await acquireLease(test.database, 'hanging', 'b', { milliseconds: 10_000 })
      if (next === null) await wait(100)
    }
    expect(next).toMatchObject({ holder: 'b', token: lease.token + 1 })
    taken()
    expect(await hung, 'what it was about to write').toBe('ended')
    await hangs.$disconnect()
  })
})
