import { execFile } from 'node:child_process'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { verifyPassword } from '@/lib/auth/verify-password'
import { createTestDatabase, type TestDatabase } from '@/lib/testing/test-database'

let test: TestDatabase
beforeEach(async () => {
  test = await createTestDatabase()
  await test.database.person.create({ data: { id: 'bo', name: 'Bo Lind', shortName: 'B. Lind', title: 'Engineer' } })
  await test.database.user.create({ data: { id: 'a-bo', login: 'bo', personId: 'bo' } })
})
afterEach(() => test.drop())

/** The command as it is typed, with `typed` on its standard input. */
function breakwater(args: string[], typed: string): Promise<{ code: number; said: string }> {
  return new Promise((resolve) => {
    const child = execFile(
      process.execPath,
      ['cli/breakwater.js', 'people', 'password', ...args],
      { env: { PATH: process.env['PATH'], DATABASE_URL: test.url } as unknown as NodeJS.ProcessEnv },
      (error, out, err) => resolve({ code: typeof error?.code === 'number' ? error.code : 0, said: out + err }),
    )
    child.stdin?.end(typed)
  })
}

it('reads the password from standard input, sets it, and never says it', async () => {
  const { code, said } = await breakwater(['bo'], 'a word that is long\nand more\n')
  expect({ code, said }).toEqual({ code: 0, said: 'the password of bo is set; 0 sessions ended\n' })
  const { passwordHash } = await test.database.user.findUniqueOrThrow({ where: { login: 'bo' } })
  expect((await verifyPassword('a word that is long', passwordHash)).right).toBe(true)
})

it.each([
  [['bo'], 'short\n', 1, /12 to 200 characters/],
  [['bo'], '', 1, /12 to 200 characters/],
  [['nobody'], 'a word that is long\n', 1, /no login nobody/],
  [[], 'a word that is long\n', 2, /missing required argument 'login'/],
  [['bo', 'a word that is long'], '', 2, /too many arguments/],
])('changes nothing for %j with %j', async (args, typed, code, words) => {
  const result = await breakwater(args, typed)
  expect(result).toEqual({ code, said: expect.stringMatching(words) as string })
  expect((await test.database.user.findUniqueOrThrow({ where: { login: 'bo' } })).passwordHash).toBeNull()
})
