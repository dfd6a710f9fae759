import { describe, expect, it } from 'vitest'
import { notAttainable } from './attainable'
import { ferryPlan } from './fixtures/ferry-plan'
import { ancestors, criticalPath, findCycle, topologicalOrder } from './graph'
import type { Runbook } from './schema/runbook'

const node = (id: string, ...after: string[]) => ({ id, after })

describe('a graph of steps', () => {
  const diamond = [node('d', 'b', 'c'), node('b', 'a'), node('c', 'a'), node('a'), node('z', 'gone')]

  it('has an order in which everything comes after what it waits for', () => {
    expect(topologicalOrder(diamond)).toEqual(['a', 'z', 'b', 'c', 'd'])
    expect(topologicalOrder([node('a', 'b'), node('b', 'a')])).toBeNull()
    expect(topologicalOrder([node('a', 'a')])).toBeNull()
  })

  it('names a cycle in the order it would run', () => {
    expect(findCycle(diamond)).toBeNull()
    expect(findCycle([node('a', 'c'), node('b', 'a'), node('c', 'b'), node('d', 'a')])).toEqual(['a', 'b', 'c', 'a'])
    expect(findCycle([node('x'), node('a', 'x', 'a')])).toEqual(['a', 'a'])
  })

  it('knows everything a step waits for', () => {
    expect([...ancestors(diamond, 'd')].sort()).toEqual(['a', 'b', 'c'])
    expect(ancestors(diamond, 'a').size).toBe(0)
    expect(ancestors([node('a', 'b'), node('b', 'a')], 'a').has('a')).toBe(true)
  })

  it('takes thousands of steps in a row', () => {
    const long = Array.from({ length: 5_000 }, (_, at) => node(`s${at}`, ...(at === 0 ? [] : [`s${at - 1}`])))
    expect(findCycle(long)).toBeNull()
    expect(topologicalOrder(long)).toHaveLength(5_000)
    expect(ancestors(long, 's4999').size).toBe(4_999)
  })
})

describe('the critical path', () => {
  const [runbook] = ferryPlan().runbooks
  if (runbook === undefined) throw new Error('no runbook')

  it('counts from GO to the first success of the proof: neither arming nor the hold that follows', () => {
    expect(criticalPath(runbook, 'gold', 'p50')).toEqual({
      tier: 'gold',
      milliseconds: 70_000,
      steps: [
        { id: 'D1', milliseconds: 60_000 },
        { id: 'E10', milliseconds: 10_000 },
      ],
    })
    expect(criticalPath(runbook, 'gold', 'p95')?.milliseconds).toBe(200_000)
    expect(criticalPath(runbook, 'bronze', 'p50')).toBeNull()
  })

  it('is the longest of parallel branches', () => {
    const [first] = runbook.steps
    if (first === undefined) throw new Error('no step')
    const side = {
      ...first,
      id: 'D2',
      phase: 'go' as const,
      after: ['C1'],
      expected: { p50: 90_000, p95: 90_000, source: 'x' },
    }
    const steps = [...runbook.steps.map((step) => (step.id === 'E10' ? { ...step, after: ['D1', 'D2'] } : step)), side]
    const wider: Runbook = { ...runbook, steps }
    expect(criticalPath(wider, 'gold', 'p50')?.steps.map(({ id }) => id)).toEqual(['D2', 'E10'])
    expect(criticalPath(wider, 'gold', 'p95')?.steps.map(({ id }) => id)).toEqual(['D1', 'E10'])
  })

  it('says which promises it contradicts, by the plan’s own figures', () => {
    const plan = ferryPlan()
    expect(notAttainable(plan, runbook)).toEqual([])
    const [gold, ...others] = plan.tiers
    if (gold === undefined) throw new Error('no tier')
    const strict = { ...plan, tiers: [{ ...gold, objectives: { ...gold.objectives, rto: 69_000, rpo: 0 } }, ...others] }
    expect(notAttainable(strict, runbook)).toMatchObject([
      { promise: 'rpo', tier: 'gold', links: [{ id: 'seats' }] },
      { promise: 'rto', tier: 'gold', promised: 69_000, p50: { milliseconds: 70_000 }, dominant: 'D1' },
    ])
  })
})
