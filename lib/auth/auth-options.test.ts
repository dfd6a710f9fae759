import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { authOptions } from './auth-options'

const before = process.env['DATABASE_URL']
beforeAll(() => {
  // Nothing listens there: whatever the driver says about it must stay in the log.
  process.env['DATABASE_URL'] = 'postgresql://application:hunter2@127.0.0.1:1/breakwater'
})
afterAll(() => {
  if (before === undefined) delete process.env['DATABASE_URL']
  else process.env['DATABASE_URL'] = before
})

describe('a sign-in that cannot be checked', () => {
  it('says only that it does not work now: the library shows this message to anybody', async () => {
    const [provider] = authOptions().providers as unknown as { options: { authorize: Authorize } }[]
    const asked = provider?.options.authorize({ login: 'mara', password: 'x' }, { headers: {} })
    await expect(asked).rejects.toThrow(/^unavailable$/)
  })
})

type Authorize = (credentials: object, request: { headers: object }) => Promise<unknown>
