import { expect, it } from 'vitest'
import { hidesFor } from '@/lib/executors/hides-for'
import { holdsOff, lookWithin, mostHeldOff } from '@/lib/domain/run/holds-off'
import { engineScene } from '@/lib/testing/engine-scene'
import { momentWhen } from '@/lib/testing/every-state'
import { quietAfter } from './attempt'
import { timing } from './timing'

it('no step is held off for longer than the console says, and no look is older than it is taken to be', () => {
  const { sendWithin, requestDeadline, clockError, lookFirst } = timing
  expect(lookFirst).toBeLessThanOrEqual(lookWithin)
  expect(mostHeldOff).toBe(
    sendWithin + requestDeadline + clockError + Math.max(...Object.values(hidesFor)) + lookWithin,
  )
})

it('a step is held off by when its look was asked for, however late its intent is decided', () => {
  const serverSince = '2026-11-19T02:47:00.000Z'
  const intent = { sendWithinMilliseconds: 2_000, quietAfterMilliseconds: 4_250 }
  const held = (clock: string, lookedAt?: string) =>
    holdsOff({ ...intent, ...(lookedAt === undefined ? {} : { lookedAt }) }, ['rds'], {
      now: clock,
      clock,
      serverSince,
    })
  const over = '2026-11-19T02:47:08.250Z'
  expect(held(over)).toBeNull()
  expect(held(over, over)).toBeNull()
  expect(held('2026-11-19T02:47:12.000Z', '2026-11-19T02:47:08.249Z'), 'a look from before').not.toBeNull()
  expect(held('2026-11-19T02:47:08.000Z', '2026-11-19T02:48:00.000Z'), 'a clock that runs ahead').not.toBeNull()
})

it('is counted by the clock itself, not by the entries’ time, which a clock that was set back does not pass', () => {
  const intent = { sendWithinMilliseconds: 2_000, quietAfterMilliseconds: 4_250 }
  const serverSince = '2026-11-19T02:47:00.000Z'
  const [clock, now] = ['2026-11-19T02:47:01.000Z', '2026-11-19T03:47:00.000Z']
  expect(holdsOff(intent, ['rds'], { now, clock, serverSince })).not.toBeNull()
})

it('what was sent is waited for by its deadline, the clocks’ error and as long as its target may hide it', () => {
  const { hands } = engineScene(momentWhen('arming').story, 'S4', { hidesFor: 5_000 })
  expect(quietAfter(hands, hands.step.commands)).toBe(timing.requestDeadline + timing.clockError + 5_000)
})
