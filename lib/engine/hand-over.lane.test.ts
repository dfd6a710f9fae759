import { setTimeout as wait } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { isStopped, stepIn, type Drill } from '@/lib/testing/drill'
import { startEngineLab, type EngineLab } from '@/lib/testing/engine-lab'
import { timing } from './timing'

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

describe('a worker that is stopped past its lease sends nothing when it goes on', () => {
  test.each(['after-intent', 'before-send'])('%s', (point) =>
    drilling(async (drill) => {
      const zombie = await drill.startWorker({ BREAKWATER_STOP_AT: `S7:${point}` })
      await drill.breakEast()
      await drill.play('a worker drives', (state) => state.declared !== null)
      await drill.startWorker()
      await drill.play('the worker is stopped', () => isStopped(zombie))
      const { token } = await drill.lease()
      await drill.until('the other takes over and promotes', (state) => stepIn(state, 'S7')?.status === 'succeeded')
      expect((await drill.lease()).token).toBe(token + 1n)
      zombie.process.kill('SIGCONT')
      await drill.playUntilRecovered()
      expect(await drill.asked('FailoverGlobalCluster'), 'not even a request that is refused').toHaveLength(1)
      await drill.expectSound(1)
    }),
  )
})

test('a worker that is stopped too long after its intent, but not past its lease, sends nothing and tries afresh', () =>
  drilling(async (drill) => {
    const slow = await drill.startWorker({ BREAKWATER_STOP_AT: 'S7:before-send' })
    await drill.breakEast()
    await drill.play('the worker is stopped', () => isStopped(slow))
    await wait(timing.sendWithin + 200)
    expect(await drill.asked('FailoverGlobalCluster')).toEqual([])
    slow.process.kill('SIGCONT')
    await drill.playUntilRecovered()
    expect((await drill.step('S7')).attempts.length).toBeGreaterThan(1)
    await drill.expectSound(1)
  }))

test('of two workers one drives, and when it is killed the other drives within five seconds, readings included', () =>
  drilling(async (drill) => {
    const driver = await drill.startWorker()
    await drill.breakEast()
    await drill.play('a worker drives', (state) => state.declared !== null)
    await drill.startWorker()
    await drill.playUntilStep('S4', 'running', ['go'])
    const before = await drill.lease()
    expect(before.holder).toContain(`-${driver.process.pid ?? 0}-`)
    driver.process.kill('SIGKILL')
    const killed = (await drill.lease()).now.getTime()
    const after = await drill.eventually('the other holds the lease', async () => {
      const row = await drill.lease()
      return row.token > before.token ? row : null
    })
    // The lease, and one look of the successor; what a busy machine adds on top is not the engine's.
    expect(after.expires_at.getTime() - timing.lease - killed).toBeLessThan(5_000 + 1_000)
    await drill.eventually('readings go on', async () => {
      const newest = await drill.place.database.readingLatest.aggregate({ _max: { receivedAt: true } })
      return (newest._max.receivedAt?.getTime() ?? 0) > killed + timing.lease ? true : null
    })
    await drill.playUntilRecovered()
    await drill.expectSound(1)
  }))
