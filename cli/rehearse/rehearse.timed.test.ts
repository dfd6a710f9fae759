import { expect, test } from 'vitest'
import { rehearse } from '@/lib/testing/rehearse'

/** The promise is for a machine that does nothing else; one that does gets half as much again. */
const slack = 1.5

test('a fast rehearsal recovers, doubles nothing, verifies, and says everything the JSON promises', async () => {
  const { code, seconds, result, said } = await rehearse('--plan', 'plans/orderflow', '--scenario', 'region-loss')
  expect(code, said).toBe(0)
  expect(result).toMatchObject({ outcome: 'recovered', timeScale: 20, doubleEffects: 0, journal: { verified: true } })
  expect(result.journal.entries).toBeGreaterThan(50)
  for (const key of ['tiers', 'steps', 'makespanSeconds', 'criticalPathSeconds']) expect(result).toHaveProperty(key)
  expect(result.tiers.map(({ tier }) => tier)).toEqual(['T0', 'T1', 'T2', 'T3'])
  const keys = ['tier', 'rtoFromImpactSeconds', 'rtoFromDeclarationSeconds', 'rpoSeconds', 'rtoVerdict', 'rpoVerdict']
  for (const tier of result.tiers) {
    expect(Object.keys(tier)).toEqual(expect.arrayContaining(keys))
    // At another scale than 1 no promise is judged.
    expect([tier.rtoVerdict, tier.rpoVerdict]).toEqual(['not measured', 'not measured'])
  }
  const [t0] = result.tiers
  expect(t0?.rtoFromImpactSeconds).toBeGreaterThan(0)
  expect(t0?.rpoSeconds).not.toBeNull()
  const makespan = result.makespanSeconds ?? Number.POSITIVE_INFINITY
  expect(makespan).toBeLessThanOrEqual(slack * ((result.criticalPathSeconds ?? 0) * 1.05 + 1))
  expect(seconds).toBeLessThan(slack * 60)
}, 300_000)
