import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { modelToTell } from './model-to-tell'
import { postgresToTell, type PostgresToTell } from './postgres-to-tell'
import type { ToldDatabase } from './told-database'

let postgres: PostgresToTell
beforeAll(async () => {
  postgres = await postgresToTell()
})
afterAll(() => postgres.end())

const told = [
  ['the model', (story: (db: ToldDatabase) => Promise<void>) => modelToTell(story)],
  ['PostgreSQL', (story: (db: ToldDatabase) => Promise<void>) => postgres.tell(story)],
] as const

async function takes(db: ToldDatabase, holder: string, milliseconds: number): Promise<number> {
  const token = await db.acquire(holder, milliseconds)
  if (token === null) throw new Error(`${holder} did not get the lease`)
  return token
}

/** How long something takes on the story's clock. */
async function timed(db: ToldDatabase, work: Promise<unknown>): Promise<number> {
  const began = db.now()
  await work
  return db.now() - began
}

describe.each(told)('%s', (_name, tell) => {
  it('gives a lease to one of many who ask at once', () =>
    tell(async (db) => {
      const asked = await Promise.all(['a', 'b', 'c', 'd', 'e'].map((holder) => db.acquire(holder, 10_000)))
      expect(asked.filter((token) => token !== null)).toHaveLength(1)
    }))

  it('renews a lease at once while its holder appends without a pause', () =>
    tell(async (db) => {
      const token = await takes(db, 'a', 1_500)
      let over = false
      const appending = Array.from({ length: 4 }, async () => {
        const answers: string[] = []
        while (!over) answers.push(await db.append('a', token))
        return answers
      })
      const waits: number[] = []
      for (let i = 0; i < 8; i += 1) {
        await db.wait(300)
        waits.push(await timed(db, db.renew('a', token, 1_500)))
      }
      over = true
      const answers = (await Promise.all(appending)).flat()
      expect(Math.max(...waits)).toBeLessThan(1_000)
      expect(new Set(answers)).toEqual(new Set(['appended']))
      expect(await db.entries()).toBe(answers.length)
    }))

  it('lets a holder append after its lease ran out, until another takes it, and never after', () =>
    tell(async (db) => {
      const first = await takes(db, 'a', 50)
      await db.wait(100)
      expect(await db.append('a', first)).toBe('appended')
      expect(await db.renew('a', first, 50)).toBe(true)
      await db.wait(100)
      const second = await takes(db, 'b', 10_000)
      expect(second).toBeGreaterThan(first)
      expect(await db.append('a', first)).toBe('lost')
      expect(await db.renew('a', first, 10_000)).toBe(false)
      expect(await db.append('a', second)).toBe('lost')
      expect(await db.append('b', second)).toBe('appended')
      expect(await db.entries()).toBe(2)
    }))

  it('lets one take what was not renewed since it was looked at, and nothing that was', () =>
    tell(async (db) => {
      const first = await takes(db, 'a', 600_000)
      const mark = await db.look()
      expect(await db.acquire('b', 10_000)).toBeNull()
      await db.renew('a', first, 700_000)
      expect(await db.acquire('b', 10_000, mark)).toBeNull()
      expect(await db.acquire('b', 10_000, await db.look())).toBe(first + 1)
      expect(await db.append('a', first)).toBe('lost')
    }))

  it('frees a lease that is given back, and its token is spent', () =>
    tell(async (db) => {
      const first = await takes(db, 'a', 10_000)
      expect(await db.acquire('b', 10_000)).toBeNull()
      await db.release('a', first)
      expect(await takes(db, 'b', 10_000)).toBe(first + 1)
      expect(await db.append('a', first)).toBe('lost')
    }))

  it('does not keep who takes a lease waiting for a holder that hangs in an append, and ends that within 3 s', () =>
    tell(async (db) => {
      const first = await takes(db, 'a', 50)
      const hanging = await db.pausedAppend('a')
      const hung = db.now()
      await db.wait(100)
      expect(await timed(db, db.acquire('b', 10_000))).toBeLessThan(1_500)
      let second: number | null = null
      while (second === null) {
        second = await db.acquire('b', 10_000)
        await db.wait(100)
      }
      expect(db.now() - hung).toBeLessThan(4_000)
      expect(second).toBe(first + 1)
      expect(await hanging.goOn()).toBe('broken')
      expect(await db.entries()).toBe(0)
    }))

  it('frees the head of a process that is killed in the middle of an append, and keeps nothing of it', () =>
    tell(async (db) => {
      const token = await takes(db, 'a', 10_000)
      const killed = await db.pausedAppend('x')
      const next = db.append('a', token)
      killed.kill()
      expect(await timed(db, next)).toBeLessThan(1_500)
      expect(await db.entries()).toBe(1)
    }))

  it('lets who shares a row pass who waits to update it', () =>
    tell(async (db) => {
      const first = db.lockRow('a', 'share')
      await first.granted
      const update = db.lockRow('b', 'update')
      let updated = false
      void update.granted.then(() => {
        updated = true
      })
      await db.wait(200)
      const second = db.lockRow('c', 'share')
      await second.granted
      await first.letGo()
      await db.wait(200)
      expect(updated).toBe(false)
      await second.letGo()
      await update.granted
      await update.letGo()
    }))
})
