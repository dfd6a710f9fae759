import { afterEach, beforeEach, expect, it } from 'vitest'
import { authenticate } from '@/lib/auth/authenticate'
import { createSession, findSessions } from '@/lib/auth/session-store'
import { readStream } from '@/lib/db/read-stream'
import { DomainError } from '@/lib/domain/errors'
import { createTestDatabase, type TestDatabase } from '@/lib/testing/test-database'
import { hashPassword } from './hash-password'
import { setPassword } from './set-password'

let test: TestDatabase
beforeEach(async () => {
  test = await createTestDatabase()
  const passwordHash = await hashPassword('lab-only-bo')
  await test.database.person.create({ data: { id: 'bo', name: 'Bo Lind', shortName: 'B. Lind', title: 'Engineer' } })
  await test.database.user.create({
    data: { id: 'a-bo', login: 'bo', personId: 'bo', passwordHash, passwordFromFile: true },
  })
})
afterEach(() => test.drop())

const signIn = (password: string) => authenticate(test.database, { login: 'bo', password, address: '10.0.0.1' })

it('replaces the old password, ends every session, and says so without saying it', async () => {
  const { token } = await createSession(test.database, 'a-bo')
  expect(await setPassword(test.database, ' Bo ', 'a word that is long')).toBe(1)
  expect((await signIn('lab-only-bo')).ok).toBe(false)
  expect((await signIn('a word that is long')).ok).toBe(true)
  expect((await findSessions(test.database, [token])).size).toBe(0)
  const [entry] = await readStream(test.database, 'people')
  expect(entry).toMatchObject({ type: 'account.passwordSet' })
  expect(JSON.parse(entry?.payload ?? '')).toEqual({ account: 'a-bo', person: 'bo', sessionsEnded: 1 })
  expect((await test.database.user.findUniqueOrThrow({ where: { id: 'a-bo' } })).passwordFromFile).toBe(false)
})

it.each([
  ['bo', 'too short', 'bad-input'],
  ['bo', 'x'.repeat(201), 'bad-input'],
  ['nobody', 'a word that is long', 'not-found'],
])('changes nothing for %s with %s', async (login, password, code) => {
  const refused = await setPassword(test.database, login, password).catch((error: unknown) => error)
  expect(refused).toBeInstanceOf(DomainError)
  expect(refused).toMatchObject({ refusal: { code } })
  expect((await signIn('lab-only-bo')).ok).toBe(true)
  expect(await readStream(test.database, 'people')).toEqual([])
})
