import { describe, expect, it } from 'vitest'
import { momentWhen } from '@/lib/testing/every-state'
import { currentRun } from '../../run/state'
import { factKeys } from './fact-keys'
import { outsideFacts, stepFacts } from './facts-to-say'

describe('what a fact is about', () => {
  it('stays while its clock goes on, so that its button stays and keeps the focus', () => {
    const { story } = momentWhen('step failed')
    const step = story.plan.runbooks[0]?.steps.find(({ id }) => id === 'S4')
    if (step === undefined) throw new Error('no such step')
    const read = (time: string) => {
      const input = story.copy().at(time).input()
      return [...stepFacts(input, currentRun(input.state), step), ...outsideFacts(input)]
    }
    const [first, second] = [read('02:50:00'), read('02:50:01')]
    expect(first.length).toBeGreaterThan(1)
    expect(first).not.toEqual(second)
    expect(factKeys(first)).toEqual(factKeys(second))
    expect(new Set(factKeys(first)).size).toBe(first.length)
  })

  it.each([
    [
      'another count of the same checks',
      'T0, 02:44:38 UTC: 2 of 3 outside checks fail.',
      'T0, 02:44:39 UTC: it works.',
    ],
    [
      'another reading of an expectation',
      '"It writes" does not hold: false, x, 02:44:38 UTC.',
      '"It writes" was never read: x.',
    ],
  ])('is the same: %s', (_, one, other) => expect(factKeys([one])).toEqual(factKeys([other])))

  it('tells tiers, steps and expectations apart', () => {
    const facts = [
      'T0, 02:44 UTC: fails.',
      'T1, 02:44 UTC: fails.',
      'S4 failed: no reply.',
      '"A" is not known.',
      '"B" is not known.',
    ]
    expect(new Set(factKeys(facts)).size).toBe(facts.length)
  })
})
