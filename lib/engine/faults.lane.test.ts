import { afterAll, beforeAll, expect, test } from 'vitest'
import { stepIn, type Drill } from '@/lib/testing/drill'
import { startEngineLab, type EngineLab } from '@/lib/testing/engine-lab'
import { retryStep } from '@/lib/services/retry-step'
import { mostTries } from './timing'

let lab: EngineLab
beforeAll(async () => {
  lab = await startEngineLab()
})
afterAll(() => lab.stop())

async function drilling(work: (drill: Drill) => Promise<void>): Promise<void> {
  const drill = await lab.drill()
  try {
    await drill.startWorker()
    await work(drill)
  } finally {
    await drill.end()
  }
}

async function eventsOf(drill: Drill, step: string): Promise<string[]> {
  const { rows } = await drill.entries()
  const of = rows.filter(({ payload }) => (JSON.parse(payload) as { step?: string }).step === step)
  return of.map(({ type }) => type)
}

test('a reply that is lost after the effect leaves the step in doubt, and observing ends it without a second effect', () =>
  drilling(async (drill) => {
    await drill.lab.fault({ kind: 'reply-lost', system: 'slack', operation: 'chat.postMessage', remaining: 1 })
    await drill.lab.fault({ kind: 'reply-lost', system: 'rds', operation: 'FailoverGlobalCluster', remaining: 1 })
    await drill.lab.fault({ kind: 'reply-lost', system: 'arc', operation: 'UpdateRoutingControlStates', remaining: 1 })
    await drill.breakEast()
    await drill.playUntilRecovered()

    const promotion = await drill.step('S7')
    expect(promotion.attempts).toHaveLength(1)
    expect(await eventsOf(drill, 'S7')).toEqual(
      expect.arrayContaining(['step.inDoubt', 'step.observed', 'run.pointOfNoReturnCrossed', 'step.succeeded']),
    )
    const [message] = (await drill.step('S3')).attempts.flatMap(({ commands }) => commands)
    expect(message?.status).toBe('present')
    expect(await drill.accepted('chat.postMessage')).toHaveLength(1)
    expect(await drill.accepted('UpdateRoutingControlStates')).toHaveLength(2)
    await drill.expectSound(1)
  }))

test('a throttled promotion is tried again with an intent of its own each time, so often and no more', () =>
  drilling(async (drill) => {
    const throttle = { kind: 'throttle', system: 'rds', operation: 'FailoverGlobalCluster' } as const
    await drill.lab.fault({ ...throttle, remaining: mostTries })
    await drill.breakEast()
    await drill.playUntilStep('S7', 'failed', ['retry'])
    const failed = await drill.step('S7')
    expect(failed.attempts).toHaveLength(mostTries)
    expect(failed.failure?.code).toMatch(/^Throttl/)
    const spans = failed.attempts.map(({ intended }) => Date.parse(intended.at))
    expect((spans.at(-1) ?? 0) - (spans[0] ?? 0), 'it is left alone for longer each time').toBeGreaterThan(7_000)

    await drill.lab.fault({ ...throttle, remaining: 1 })
    const requests = Object.keys((await drill.state()).requests)
    await retryStep(await drill.commander(), { incidentId: drill.incidentId, runId: drill.runId, step: 'S7' })
    await drill.playUntilRecovered()
    expect(
      Object.keys((await drill.state()).requests),
      'asked for again by a person, it is approved anew',
    ).toHaveLength(requests.length + 1)
    expect((await drill.step('S7')).attempts).toHaveLength(mostTries + 2)
    await drill.expectSound(1)
  }))

test('a denied promotion fails with the word of the provider, and nothing was changed', () =>
  drilling(async (drill) => {
    await drill.lab.fault({ kind: 'deny', system: 'rds', operation: 'FailoverGlobalCluster', remaining: 1 })
    await drill.breakEast()
    await drill.playUntilStep('S7', 'failed', ['retry'])
    const denied = await drill.step('S7')
    expect(denied.attempts).toHaveLength(1)
    expect(denied.failure?.code).toMatch(/AccessDenied/)
    const run = await drill.run()
    expect([run.status, run.pointOfNoReturn, run.forwardOnly]).toEqual(['going', null, false])
    await drill.playUntilRecovered()
    await drill.expectSound(1)
  }))

test('a promotion that is answered too late is in doubt, and is not sent again while it may still arrive', () =>
  drilling(async (drill) => {
    const slow = { kind: 'slow', system: 'rds', operation: 'FailoverGlobalCluster' } as const
    await drill.lab.fault({ ...slow, delayMilliseconds: 5_000, remaining: 1 })
    await drill.breakEast()
    await drill.playUntilRecovered()
    const { attempts } = await drill.step('S7')
    expect(attempts).toHaveLength(1)
    expect(await eventsOf(drill, 'S7')).toEqual(expect.arrayContaining(['step.inDoubt', 'step.observed']))
    expect(stepIn(await drill.state(), 'S7')?.status).toBe('succeeded')
    await drill.expectSound(1)
  }))
