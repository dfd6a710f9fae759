import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Child } from '@/cli/rehearse/child'
import { startEngineLab, type EngineLab } from '@/lib/testing/engine-lab'
import type { CrashPoint } from './ports'

let lab: EngineLab
beforeAll(async () => {
  lab = await startEngineLab()
})
afterAll(() => lab.stop())

/**
 * Every named point at the promotion, in two failovers: each worker is killed with SIGKILL at its point, the one beside
 * it takes over and dies at the next. A point whose worker does not die fails the test.
 */
const promotion: Record<CrashPoint, 1 | 2> = {
  'before-intent': 1,
  'after-intent': 1,
  'before-send': 1,
  'after-reply': 1,
  'while-verifying': 1,
  'after-accepted': 2,
  'before-success': 2,
  'after-success': 2,
}
const ofRun = (run: 1 | 2) =>
  Object.entries(promotion).flatMap(([point, where]) => (where === run ? [`S7:${point}`] : []))

test.each([[['S2:after-intent', ...ofRun(1)]], [['S2:while-verifying', 'S6:while-verifying', ...ofRun(2)]]])(
  'workers killed at %j leave exactly one promotion, and the last one finishes',
  async (points) => {
    const drill = await lab.drill()
    try {
      const start = (point: string | undefined) =>
        drill.startWorker(point === undefined ? {} : { BREAKWATER_CRASH_AT: point })
      let driver: Child = await start(points[0])
      await drill.breakEast()
      for (const [index, point] of points.entries()) {
        await drill.untilDrivenBy(driver)
        const successor = await start(points[index + 1])
        await drill.play(`a worker is killed at ${point}`, () => driver.process.signalCode === 'SIGKILL')
        driver = successor
      }
      await drill.untilDrivenBy(driver)
      await drill.playUntilRecovered()
      expect((await drill.step('S7')).status).toBe('succeeded')
      expect(['succeeded', 'unproven']).toContain((await drill.step('S2')).status)
      expect((await drill.run()).pointOfNoReturn?.step).toBe('S7')
      await drill.expectSound(1)
    } finally {
      await drill.end()
    }
  },
)
