import { expect, it } from 'vitest'
import { LookPause } from './look-pause'
import { ExecutorError, type ExecutorFault } from './ports'

const says = (kind: ExecutorFault, retryAfter: number | null = null) =>
  new ExecutorError(kind, 'code', 'words', null, retryAfter)

it('looks again at the pace of the environment while targets answer, or do not answer at all', () => {
  const pause = new LookPause()
  pause.heard(says('unreachable'))
  expect([pause.next(500), pause.next(500)]).toEqual([500, 500])
})

it('lets a target be for longer and longer while it is busy, and begins anew once it was not', () => {
  const pause = new LookPause()
  const pauses = [0, 1, 2, 3, 4, 5].map(() => {
    pause.heard(says('busy'))
    return pause.next(500)
  })
  expect(pauses).toEqual([500, 500, 1_000, 2_000, 4_000, 4_000])
  expect(pause.next(500)).toBe(500)
  pause.heard(says('busy'))
  expect(pause.next(100)).toBe(250)
})

it('lets a target be for as long as it asks', () => {
  const pause = new LookPause()
  pause.heard(says('busy', 30_000))
  pause.heard(says('busy', 1_000))
  expect(pause.next(500)).toBe(30_000)
})
