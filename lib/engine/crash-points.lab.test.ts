import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { ended, type Drill } from '@/lib/testing/drill'
import { startEngineLab, type EngineLab } from '@/lib/testing/engine-lab'
import type { CrashPoint } from './ports'

let lab: EngineLab
beforeAll(async () => {
  lab = await startEngineLab()
})
afterAll(() => lab.stop())

async function drilling(work: (drill: Drill) => Promise<void>): Promise<void> {
  const drill = await lab.drill()
  try {
    await work(drill)
  } finally {
    await drill.end()
  }
}

/** Kills a worker at a point of a step; the one beside it takes over, and the failover goes on to its end. */
async function killedAt(point: CrashPoint, step: string, ends: readonly string[] = ['succeeded']): Promise<void> {
  await drilling(async (drill) => {
    const first = await drill.startWorker({ BREAKWATER_CRASH_AT: `${step}:${point}` })
    await drill.breakEast()
    await drill.play('a worker drives', (state) => state.declared !== null)
    await drill.startWorker()
    await drill.playUntilRecovered()
    await ended(first)
    expect(first.process.signalCode).toBe('SIGKILL')
    await drill.expectSound(1)
    expect(ends).toContain((await drill.step(step)).status)
    expect((await drill.run()).pointOfNoReturn?.step).toBe('S7')
  })
}

const points: Record<CrashPoint, true> = {
  'before-intent': true,
  'after-intent': true,
  'before-send': true,
  'after-reply': true,
  'after-accepted': true,
  'while-verifying': true,
  'before-success': true,
  'after-success': true,
}

describe('a worker killed while promoting leaves exactly one promotion, and another finishes', () => {
  test.each(Object.keys(points) as CrashPoint[])('%s', (point) => killedAt(point, 'S7'))
})

test.each(['after-intent', 'while-verifying'] as const)('a worker killed while it only reads: %s', (point) =>
  killedAt(point, 'S2', ['succeeded', 'unproven']),
)
