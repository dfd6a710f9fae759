import { describe, expect, it } from 'vitest'
import type { LabEffect } from '@/cli/rehearse/critical-path'
import { currentRun, type RunState } from '@/lib/domain/run/state'
import { momentWhen } from '../every-state'
import { frozenPlan } from '../read-frozen-plan'
import { doubledEffects } from './judge'
import { passes } from './points'
import { drawStory } from './story'

describe('what the judge calls doubled', () => {
  const run = (generation: number): RunState => {
    const found = structuredClone(currentRun(momentWhen('going').story.does('S6').state))
    if (found?.steps['S6'] === undefined) throw new Error('S6 is not in the run')
    found.steps['S6'].generation = generation
    return found
  }
  const effect = (parameters: object, outcome = 'accepted'): LabEffect => ({
    operation: 'patch',
    requestId: 'r',
    system: 'kubernetes',
    target: 'deployment/checkout',
    parameters: { key: 'by nobody', ...parameters },
    outcome,
    receivedAt: 0,
    settledAt: 0,
  })
  it('is the same content at the same target, accepted twice', () => {
    expect(doubledEffects(run(0), [effect({ replicas: 0 }), effect({ replicas: 0 })])).toHaveLength(1)
    expect(doubledEffects(run(0), [effect({ replicas: 0 }), effect({ replicas: 24 })])).toEqual([])
    expect(doubledEffects(run(0), [effect({ replicas: 0 }), effect({ replicas: 0 }, 'refused')])).toEqual([])
  })

  it('is not what a person asked for again, as often as they did', () => {
    const again = (generation: number) => {
      const key = `${run(0).id}/S6/0`
      return doubledEffects(run(generation), [effect({ key }), effect({ key })])
    }
    expect(again(0)).toHaveLength(1)
    expect(again(1)).toEqual([])
  })
})

describe('a story', () => {
  it('is the same for the same seed, and every kind of instant comes up', () => {
    expect(drawStory(7)).toEqual(drawStory(7))
    const kinds = Array.from({ length: 50 }, (_, seed) => drawStory(seed + 1)).flatMap(({ instants }) =>
      instants.map(({ kind }) => kind),
    )
    expect([...new Set(kinds)].sort()).toEqual([
      'abort',
      'cut-answers',
      'end-worker',
      'fail-over',
      'freeze-database',
      'freeze-worker',
      'kill-console',
      'kill-worker',
      'stop-database',
    ])
  })
})

it('the points of a sweep are those of every step, each in one run', () => {
  const all = passes().flatMap(({ points }) => points)
  expect(new Set(all).size).toBe(all.length)
  for (const { steps } of frozenPlan().plan.runbooks)
    for (const { id, commands } of steps)
      expect(all.filter((point) => point.startsWith(`${id}:`)).length, id).toBe(commands.length > 0 ? 8 : 5)
})
