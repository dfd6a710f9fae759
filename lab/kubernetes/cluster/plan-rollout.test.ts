import { describe, expect, it } from 'vitest'
import { planRollout, share, type RolloutState } from './plan-rollout'

const none = { ready: 0, starting: 0 }
const base: RolloutState = {
  strategy: 'RollingUpdate',
  desired: 4,
  maxSurge: 1,
  maxUnavailable: 1,
  fresh: { ready: 4, starting: 0 },
  old: none,
}

describe('a rollout', () => {
  it.each<[string, Partial<RolloutState>, object]>([
    ['does nothing when complete', {}, { create: 0, removeFresh: 0, removeOldReady: 0 }],
    ['scales up without surge', { desired: 10 }, { create: 6 }],
    ['scales down', { desired: 1 }, { removeFresh: 3, create: 0 }],
    [
      'starts with what surge and unavailability allow',
      { fresh: none, old: { ready: 4, starting: 0 } },
      { removeOldReady: 1, create: 2 },
    ],
    [
      'waits while new pods start',
      { fresh: { ready: 0, starting: 2 }, old: { ready: 3, starting: 0 } },
      { removeOldReady: 0, create: 0 },
    ],
    [
      'removes unready old pods first',
      { fresh: none, old: { ready: 3, starting: 1 } },
      { removeOldStarting: 1, removeOldReady: 0 },
    ],
    [
      'surges by a whole generation',
      { maxSurge: 4, maxUnavailable: 0, fresh: none, old: { ready: 4, starting: 0 } },
      { create: 4, removeOldReady: 0 },
    ],
    [
      'replaces one for one as new pods get ready',
      { maxSurge: 4, maxUnavailable: 0, fresh: { ready: 3, starting: 1 }, old: { ready: 4, starting: 0 } },
      { create: 0, removeOldReady: 3 },
    ],
    [
      'recreates only after the old are gone',
      { strategy: 'Recreate', fresh: none, old: { ready: 4, starting: 0 } },
      { create: 0, removeOldReady: 4 },
    ],
    [
      'scales to zero',
      { desired: 0, fresh: { ready: 3, starting: 1 }, old: { ready: 2, starting: 0 } },
      { removeFresh: 4, removeOldReady: 2, create: 0 },
    ],
  ])('%s', (_name, change, expected) => {
    expect(planRollout({ ...base, ...change })).toMatchObject(expected)
  })

  it('never has more than desired + surge nor fewer ready than desired - unavailable', () => {
    let fresh = { ready: 0, starting: 0 }
    let old = { ready: 10, starting: 0 }
    const limits = { strategy: 'RollingUpdate', desired: 10, maxSurge: 3, maxUnavailable: 2 } as const
    for (let round = 0; old.ready > 0 || fresh.ready < 10; round += 1) {
      expect(round).toBeLessThan(20)
      const moves = planRollout({ ...limits, fresh, old })
      old = { ready: old.ready - moves.removeOldReady, starting: 0 }
      fresh = { ...fresh, starting: fresh.starting + moves.create }
      expect(fresh.ready + fresh.starting + old.ready).toBeLessThanOrEqual(13)
      expect(fresh.ready + old.ready).toBeGreaterThanOrEqual(8)
      fresh = { ready: fresh.ready + fresh.starting, starting: 0 }
    }
    expect(fresh).toEqual({ ready: 10, starting: 0 })
  })

  it.each([
    ['25%', 10, 'up', 3],
    ['25%', 10, 'down', 2],
    [2, 10, 'up', 2],
    [undefined, 4, 'up', 1],
    ['100%', 24, 'up', 24],
  ] as const)('reads %s of %i rounded %s as %i', (value, desired, round, expected) => {
    expect(share(value, desired, round)).toBe(expected)
  })
})
