import { expect, it } from 'vitest'
import { ExecutorError } from '@/lib/engine/ports'
import { changeEach } from './change-each'

const fault = (kind: ExecutorError['kind']) => new ExecutorError(kind, 'code', 'words', 'request-9')

it('counts what it changed and leaves alone what was so already', async () => {
  const done = await changeEach(['a', 'b', 'c'], (target) =>
    Promise.resolve(target === 'b' ? null : { requestId: `request-${target}` }),
  )
  expect(done).toEqual({ changed: 2, requestId: 'request-a request-c' })
})

it.each(['refused', 'busy', 'unreachable', 'in-doubt', 'aborted'] as const)(
  'is %s as it is when nothing was changed before',
  async (kind) => {
    const act = changeEach(['a', 'b'], () => Promise.reject(fault(kind)))
    await expect(act).rejects.toMatchObject({ kind, code: 'code', message: 'words' })
  },
)

it.each([
  ['refused', 'in-doubt', 'code'],
  ['busy', 'in-doubt', 'code'],
  ['unreachable', 'in-doubt', 'code'],
  ['aborted', 'aborted', 'aborted-after-send'],
] as const)('%s after a change is %s: something was changed', async (kind, becomes, code) => {
  const act = changeEach(['a', 'b'], (target) =>
    target === 'a' ? Promise.resolve({ requestId: null }) : Promise.reject(fault(kind)),
  )
  await expect(act).rejects.toMatchObject({ kind: becomes, code, message: '1 of 2 changed, then: words' })
})
