import { expect, test } from 'vitest'
import * as night from '@/lib/testing/region-failure'
import { frozenPlan } from '@/lib/testing/read-frozen-plan'
import { isClean, summarise, type RehearsalResult } from './summarise'

const { plan, planHash, environment } = frozenPlan()
const whole = { entries: 1, report: { entries: 1, heads: [], broken: null } }
const summary = (story: ReturnType<typeof night.gone>, change: Partial<Parameters<typeof summarise>[0]> = {}) =>
  summarise({
    scenario: 'region-loss',
    plan,
    planHash,
    environment,
    state: story.state,
    tiers: ['T0'],
    stuck: null,
    effects: [],
    chain: whole,
    ...change,
  })

type TierResult = RehearsalResult['tiers'][number]
const t0: TierResult = {
  tier: 'T0',
  rtoFromImpactSeconds: 300,
  rtoFromDeclarationSeconds: 140,
  rpoSeconds: 0.7,
  rtoVerdict: 'met',
  rpoVerdict: 'met',
  rtoAttainable: true,
  rpoAttainable: null,
}
const result = (change: Partial<RehearsalResult>, tier: Partial<TierResult> = {}): RehearsalResult => ({
  ...summary(night.gone()),
  outcome: 'recovered',
  tiers: [{ ...t0, ...tier }],
  ...change,
})

test.each<[string, Partial<RehearsalResult>, Partial<TierResult>, boolean]>([
  ['everything kept', {}, {}, true],
  ['nothing judged', {}, { rtoVerdict: 'not measured', rpoVerdict: 'not measured' }, true],
  ['a tier did not come back', { outcome: 'not recovered' }, {}, false],
  ['an effect was doubled', { doubleEffects: 1 }, {}, false],
  ['the journal is broken', { journal: { entries: 3, verified: false, firstBroken: '#2' } }, {}, false],
  ['a promise that could be kept was missed', {}, { rtoVerdict: 'missed' }, false],
  ['nobody could say whether it could be kept', {}, { rtoVerdict: 'missed', rtoAttainable: null }, false],
  ['a promise nobody could keep was missed', {}, { rtoVerdict: 'missed', rtoAttainable: false }, true],
  ['more was lost than promised', {}, { rpoVerdict: 'missed' }, false],
  ['more was lost than could be kept', {}, { rpoVerdict: 'missed', rpoAttainable: false }, true],
])('a rehearsal in which %s', (_, change, tier, clean) => {
  expect(isClean(result(change, tier))).toBe(clean)
})

test('a run that did not get there has neither makespan nor critical path, and every tier of the plan is listed', () => {
  const short = summary(night.gone(), { stuck: 'S7 failed' })
  expect(short).toMatchObject({ outcome: 'S7 failed', makespanSeconds: null, criticalPathSeconds: null })
  expect(short.tiers.map(({ tier, rtoVerdict }) => [tier, rtoVerdict])).toEqual(
    ['T0', 'T1', 'T2', 'T3'].map((tier) => [tier, 'not measured']),
  )
})

test('with another scale than 1 nothing is judged', () => {
  const story = night.proven()
  const judged = (timeScale: number) => summary(story, { environment: { ...environment, timeScale } }).tiers[0]
  expect(judged(1)?.rtoVerdict).toBe('missed')
  expect(judged(20)).toMatchObject({ rtoVerdict: 'not measured', rpoVerdict: 'not measured' })
})
