import { describe, expect, it } from 'vitest'
import { predictRecovery } from './forecast'
import { momentWhen, type StateKind } from '@/lib/testing/every-state'
import type { IncidentStory } from '@/lib/testing/incident-story'
import { frozenPlan } from '@/lib/testing/read-frozen-plan'

const { plan } = frozenPlan()
const expected = (id: string, quantile: 'p50' | 'p95' = 'p50') =>
  plan.runbooks[0]?.steps.find((step) => step.id === id)?.expected[quantile] ?? Number.NaN
/** From GO to the first success outside: fence, promotion, roll-out, dark checkout, traffic, and the proof without its hold. */
const path = (quantile: 'p50' | 'p95' = 'p50') =>
  ['S6', 'S7', 'S10', 'S11', 'S12', 'S13'].reduce((sum, id) => sum + expected(id, quantile), 0) - 60_000

function predicted(
  story: IncidentStory,
  options: { tier?: string; quantile?: 'p50' | 'p95'; timeScale?: number } = {},
) {
  const { tier = 'T0', quantile = 'p50', timeScale = 1 } = options
  const [runbook] = story.plan.runbooks
  if (runbook === undefined) throw new Error('the sample plan has no runbook')
  const run = story.state.runs.at(-1) ?? null
  const now = Date.parse(story.now())
  const at = predictRecovery(story.state, run, runbook, tier, quantile, now, { timeScale })
  return at === null ? null : at - now
}
const when = (kind: StateKind) => momentWhen(kind).story

describe('when a tier is expected back', () => {
  it('is after the longest path still ahead, without the hold that comes after recovery', () => {
    const arming = when('declared')
    const before = expected('S1') + expected('S2')
    expect(predicted(arming)).toBe(before + path())
    expect(predicted(arming, { quantile: 'p95' })).toBe(expected('S1', 'p95') + expected('S2', 'p95') + path('p95'))
  })

  it('counts from GO once the work before it is done', () => {
    expect(predicted(when('going').succeeds('S4'))).toBe(path())
  })

  it('is pushed by a step that overruns, and is never in the past', () => {
    const story = when('promotion accepted')
    const late = story.copy().at('02:57:02')
    const rest = path() - expected('S6') - expected('S7')
    expect(predicted(late)).toBe(rest)
    expect(predicted(story.copy().at('03:57:02'))).toBe(rest)
  })

  it('is scaled with the lab’s time, and unknown for a tier that no step proves', () => {
    const story = when('going').succeeds('S4')
    const scaled = predicted(story, { timeScale: 10 })
    expect(Math.abs((scaled ?? 0) - path() / 10)).toBeLessThan(10)
    expect(predicted(story, { tier: 'T3' })).toBeNull()
  })
})
