import { expect, it } from 'vitest'
import { hidesFor } from '@/lib/executors/hides-for'
import { lookWithin, mostHeldOff } from '@/lib/domain/run/holds-off'
import { timing } from './timing'

it('no step is held off for longer than the console says, and no look is older than it is taken to be', () => {
  const { sendWithin, requestDeadline, clockError, lookFirst } = timing
  expect(lookFirst).toBeLessThanOrEqual(lookWithin)
  expect(mostHeldOff).toBe(
    sendWithin + requestDeadline + clockError + Math.max(...Object.values(hidesFor)) + lookWithin,
  )
})
