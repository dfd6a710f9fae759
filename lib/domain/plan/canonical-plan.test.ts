import { describe, expect, it } from 'vitest'
import { canonicalEnvironment, canonicalPlan, environmentFromContent, planFromContent } from './canonical-plan'
import { ferryPlan, harbour } from './fixtures/ferry-plan'
import { ferryFile, ferryWith } from './fixtures/read-fixture'
import { compareIds, inOrder } from './in-order'
import { parsePlan } from './parse-plan'
import type { SourceFile } from './problem'

function hashOf(...files: SourceFile[]): string {
  const { plan, problems } = parsePlan(files)
  if (plan === null) throw new Error(JSON.stringify(problems))
  return canonicalPlan(plan).hash
}

const original = hashOf(ferryFile('plan.yaml'))

describe('the hash of a plan', () => {
  it('is what it was: a version that stored runs pin must be found again', () => {
    expect(original).toBe('503477956fef3492385a4b64ea1978f9ec4c0eb4be1963ab63888c08178445ec')
  })

  it.each([
    ['comments', 'currency: EUR', 'currency: EUR # of course\n# more'],
    ['the order of keys', 'key: ferry\ntitle: Ferry booking', 'title: Ferry booking\nkey: ferry'],
    ['the way text is quoted', 'title: Ferry booking', "title: 'Ferry booking'"],
    ['the way a duration is written', 'rto: 15m', 'rto: 900s'],
    [
      'defaults written out',
      'disasterClasses:\n  - { id: region-failure',
      'disasterClasses:\n  - { refusedWhen: [], id: region-failure',
    ],
    [
      'the order of systems',
      '  - { id: pages, kind: kubernetes, region: south }\n  - { id: status, kind: statuspage }',
      '  - { id: status, kind: statuspage }\n  - { id: pages, kind: kubernetes, region: south }',
    ],
    ['the order of a set', 'after: [D1, C1]', 'after: [C1, D1]'],
  ])('does not change with %s', (_name, from, to) => {
    expect(hashOf(ferryWith(from, to))).toBe(original)
  })

  it.each([
    ['a promise', 'rto: 15m', 'rto: 16m'],
    ['a word a person reads', 'rollback: None.', 'rollback: None at all.'],
    [
      'the order in which people read duties',
      '  - { id: engineer, title: Engineer, role: approver }\n  - { id: purser, title: Purser, role: approver }',
      '  - { id: purser, title: Purser, role: approver }\n  - { id: engineer, title: Engineer, role: approver }',
    ],
    ['a parameter', 'status: identified', 'status: investigating'],
    ['a dependency', 'after: [D1, C1]', 'after: [D1, C1]\n        records: [pods]'],
  ])('changes with %s', (_name, from, to) => {
    expect(hashOf(ferryWith(from, to))).not.toBe(original)
  })
})

describe('stored content', () => {
  it('gives the same plan and environment back, fractions and all', () => {
    const plan = ferryPlan()
    const [tier] = plan.tiers
    if (tier === undefined) throw new Error('no tier')
    const priced = {
      ...plan,
      tiers: [{ ...tier, downtime: { amount: 0.1, per: 1500, source: 'x' } }, ...plan.tiers.slice(1)],
    }
    const stored = canonicalPlan(priced)
    expect(stored.content).toContain('{"$decimal":"0.1"}')
    expect(planFromContent(stored.content)).toEqual(inOrder(priced))
    expect(canonicalPlan(planFromContent(stored.content))).toEqual(stored)

    const environment = { ...harbour(), lab: true, timeScale: 2.5 }
    const kept = canonicalEnvironment(environment)
    expect(environmentFromContent(kept.content)).toEqual(environment)
    expect(canonicalEnvironment(environmentFromContent(kept.content))).toEqual(kept)
  })

  it('keeps what people read in the order it was written, whatever its ids', () => {
    const stored = planFromContent(canonicalPlan(ferryPlan()).content)
    expect(stored.tiers.map(({ id }) => id)).toEqual(['gold', 'bronze'])
    expect(stored.regions.map(({ id }) => id)).toEqual(['north', 'south', 'middle'])
    expect(stored.services.map(({ id }) => id)).toEqual(['seats', 'archive'])
  })

  it('is read through the schema: what does not fit is refused', () => {
    expect(() => planFromContent('{"key":"ferry"}')).toThrow()
  })
})

describe('ids', () => {
  it.each([
    [
      ['S10', 'S2', 'S1'],
      ['S1', 'S2', 'S10'],
    ],
    [
      ['b', 'a10', 'a9b', 'a9'],
      ['a9', 'a9b', 'a10', 'b'],
    ],
    [
      ['S2', 'S2a', 'S02'],
      ['S02', 'S2', 'S2a'],
    ],
  ])('sort as people count: %j', (ids, sorted) => {
    expect([...ids].sort(compareIds)).toEqual(sorted)
  })
})
