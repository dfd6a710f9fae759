import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { abortRun } from '@/lib/services/abort-run'
import { resumeRun } from '@/lib/services/resume-run'
import { rollBackRun } from '@/lib/services/roll-back-run'
import { ended, isStopped, type Drill } from '@/lib/testing/drill'
import { startEngineLab, type EngineLab } from '@/lib/testing/engine-lab'

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

async function abort(drill: Drill): Promise<number> {
  const began = performance.now()
  await abortRun(await drill.commander(), { incidentId: drill.incidentId, runId: drill.runId, reason: 'not now' })
  return performance.now() - began
}

async function resume(drill: Drill): Promise<void> {
  await resumeRun(await drill.commander(), { incidentId: drill.incidentId, runId: drill.runId })
}

/** What arming changes in us-west-2, as its own API tells it. */
async function west({ lab: { variables, secrets } }: Drill): Promise<unknown[]> {
  const token = await readFile(join(secrets, 'kubernetes-us-west-2-token'), 'utf8')
  const headers = { authorization: `Bearer ${token.trim()}` }
  const read = async (path: string) => {
    const response = await fetch(`${variables['LAB_URL_KUBERNETES_US_WEST_2'] ?? ''}${path}`, { headers })
    if (!response.ok) throw new Error(`${path}: ${response.status}`)
    return (await response.json()) as { spec: unknown; metadata: { annotations?: unknown } }
  }
  return Promise.all(
    ['checkout', 'payments'].flatMap((name) => [
      read(`/api/v1/namespaces/${name}`).then(({ metadata }) => metadata.annotations ?? {}),
      read(`/apis/autoscaling/v2/namespaces/${name}/horizontalpodautoscalers/${name}-api`).then(({ spec }) => spec),
    ]),
  )
}

test('an abort during a promotion that does not end is recorded at once, starts nothing, and leaves only forward', () =>
  drilling(async (drill) => {
    await drill.startWorker()
    await drill.lab.fault({ kind: 'stuck', system: 'rds' })
    await drill.breakEast()
    await drill.play('the promotion is accepted', (state) => state.runs[0]?.pointOfNoReturn != null)
    expect(await abort(drill), 'milliseconds until it is recorded').toBeLessThan(2_000)

    await drill.until('the outcome is watched', (_, run) => run?.status === 'stopping')
    expect((await drill.run()).forwardOnly).toBe(true)
    await drill.lab.clearFaults()
    await drill.until('the run stops when the promotion has ended', (_, run) => run?.status === 'stopped')
    const stopped = await drill.run()
    expect(stopped.steps['S7']?.attempts.at(-1)?.commands[0]?.status).toBe('present')
    expect(stopped.steps['S10']).toBeUndefined()
    await expect(
      rollBackRun(await drill.commander(), { incidentId: drill.incidentId, runId: drill.runId, reason: 'go back' }),
    ).rejects.toMatchObject({ refusal: { code: 'not-now' } })

    await resume(drill)
    await drill.playUntilRecovered()
    await drill.expectSound(1)
  }))

test('an abort while arming offers the way back, which restores what was there although a worker dies on it', () =>
  drilling(async (drill) => {
    const before = await west(drill)
    const first = await drill.startWorker({ BREAKWATER_CRASH_AT: 'undo-S4:after-reply' })
    await drill.breakEast()
    await drill.playUntilStep('S4', 'succeeded', ['go'])
    await drill.playUntilStep('S3', 'succeeded', ['go'])
    expect(await west(drill)).not.toEqual(before)
    await abort(drill)
    await drill.until('the run stops', (_, run) => run?.status === 'stopped')
    expect((await drill.run()).forwardOnly).toBe(false)

    await rollBackRun(await drill.commander(), {
      incidentId: drill.incidentId,
      runId: drill.runId,
      reason: 'false alarm',
    })
    await ended(first)
    await drill.startWorker()
    await drill.until('everything is undone', (_, run) => run?.status === 'rolled-back')
    expect(await west(drill)).toEqual(before)
    const undone = (await drill.run()).steps
    expect(['S1', 'S3', 'S4'].map((id) => undone[id]?.status)).toEqual(['undone', 'undone', 'undone'])
    expect(await drill.accepted('chat.postMessage'), 'the message and its correction').toHaveLength(2)
    await drill.expectSound(0)
  }))

test('an abort before the request of the one-way step has left leaves it unsent and the way back open', () =>
  drilling(async (drill) => {
    const worker = await drill.startWorker({ BREAKWATER_STOP_AT: 'S7:before-send' })
    await drill.breakEast()
    await drill.play('the worker is stopped just before it sends', () => isStopped(worker))
    await abort(drill)
    const intent = (await drill.step('S7')).attempts.at(-1)
    await drill.eventually('its time to send is over', async () =>
      Date.now() > Date.parse(intent?.sendBefore ?? '') + 100 ? true : null,
    )
    worker.process.kill('SIGCONT')
    await drill.until('the run stops', (_, run) => run?.status === 'stopped')
    const { forwardOnly, pointOfNoReturn } = await drill.run()
    expect({ forwardOnly, pointOfNoReturn }).toEqual({ forwardOnly: false, pointOfNoReturn: null })
    expect(await drill.asked('FailoverGlobalCluster')).toEqual([])

    await resume(drill)
    await drill.playUntilRecovered()
    await drill.expectSound(1)
  }))
