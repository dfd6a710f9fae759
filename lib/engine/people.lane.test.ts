import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { attestStep } from '@/lib/services/attest-step'
import { pauseRun } from '@/lib/services/pause-run'
import { refuseApproval } from '@/lib/services/refuse-approval'
import { resumeRun } from '@/lib/services/resume-run'
import { skipStep } from '@/lib/services/skip-step'
import { takeOverStep } from '@/lib/services/take-over-step'
import { stepIn, type Drill } from '@/lib/testing/drill'
import { startEngineLab, type EngineLab } from '@/lib/testing/engine-lab'

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

test('a refusal ends nothing, what does not wait runs side by side, a pause starts nothing, a skip is told apart', () =>
  drilling(async (drill) => {
    // S3 and S4 take long enough to be seen side by side on any machine: one after the other would show.
    const slow = { kind: 'slow', remaining: 1, delayMilliseconds: 4_000 } as const
    await drill.lab.fault({ ...slow, system: 'slack', operation: 'chat.postMessage' })
    await drill.lab.fault({ ...slow, system: 'kubernetes', operation: 'PATCH horizontalpodautoscalers' })
    await drill.breakEast()
    await drill.play('approvals are asked for', (state) => Object.keys(state.requests).length > 0, ['approve'])
    const { incidentId, runId } = drill
    const requestId = Object.keys((await drill.state()).requests)[0] ?? ''
    await refuseApproval(await drill.as('tomas-varga'), { incidentId, requestId, reason: 'show me the lag first' })
    expect((await drill.run()).status).toBe('arming')

    const commander = await drill.commander()
    await drill.play('the fence is being closed', (state) => stepIn(state, 'S6')?.status === 'running')
    await pauseRun(commander, { incidentId, runId, reason: 'hold on' })
    await drill.until('what runs goes on to its end', (state) => stepIn(state, 'S6')?.status !== 'running')
    // Nothing happens now: time is all there is to wait for. The engine looks four times a second.
    await wait(1_500)
    expect((await drill.step('S7')).attempts).toEqual([])
    expect(await drill.accepted('FailoverGlobalCluster')).toEqual([])
    await resumeRun(commander, { incidentId, runId })
    await drill.lab.fault({ kind: 'deny', system: 'pagerduty', operation: 'PUT /incidents/{id}' })
    await drill.playUntilRecovered()

    await drill.until('closing the page is denied', (state) => stepIn(state, 'S19')?.status === 'failed')
    await skipStep(commander, { incidentId, runId, step: 'S19', reason: 'closed by phone' })
    await drill.until('the run is complete', (_, run) => run?.status === 'completed')
    const { steps, ended } = await drill.run()
    expect(['S19', 'S20', 'S21'].map((id) => steps[id]?.status)).toEqual(['skipped', 'succeeded', 'succeeded'])
    expect(ended?.outcome).toBe('completed-with-exceptions')
    const startOf = (id: string) => steps[id]?.startedAt ?? 'never'
    const endOf = (id: string) => steps[id]?.endedAt ?? ''
    for (const [one, other] of [
      ['S3', 'S4'],
      ['S4', 'S3'],
      ['S2', 'S3'],
      ['S2', 'S4'],
    ] as const) {
      expect(startOf(one) < endOf(other), `${one} starts before ${other} has ended`).toBe(true)
    }
    await drill.expectSound(1)
  }))

test('a step done by hand is proven by the world alone: attested and not done it fails, done it succeeds', () =>
  drilling(async (drill) => {
    await drill.lab.fault({ kind: 'deny', system: 'kubernetes', operation: 'PATCH deployments' })
    await drill.breakEast()
    await drill.playUntilStep('S10', 'failed', ['retry'])
    const commander = await drill.commander()
    const s10 = { incidentId: drill.incidentId, runId: drill.runId, step: 'S10' }
    const byHand = async () => {
      await takeOverStep(commander, { ...s10, reason: 'the API denies us' })
      await attestStep(commander, { ...s10, statement: 'I restarted them by hand.' })
    }
    await byHand()
    await drill.playUntilStep('S10', 'failed', ['retry'])
    expect((await drill.step('S10')).failure?.code).toBe('timeout')

    await drill.lab.clearFaults()
    await restartByHand(drill)
    await byHand()
    await drill.playUntilStep('S10', 'succeeded', ['retry'])
    expect((await drill.step('S10')).attempts.at(-1)?.commands, 'nothing was sent').toEqual([])

    await drill.playUntilRecovered()
    await drill.expectSound(1)
  }))

/** What S10 would have done, by another client of the same API. */
async function restartByHand({ lab: { variables, secrets } }: Drill): Promise<void> {
  const token = await readFile(join(secrets, 'kubernetes-us-west-2-token'), 'utf8')
  for (const name of ['checkout', 'payments']) {
    const path = `/apis/apps/v1/namespaces/${name}/deployments/${name}-api`
    const env = [{ name: 'ORDERFLOW_REGION_ROLE', value: 'primary' }]
    const template = {
      metadata: { annotations: { 'kubectl.kubernetes.io/restartedAt': new Date().toISOString() } },
      spec: { containers: [{ name: `${name}-api`, env }] },
    }
    const response = await fetch(`${variables['LAB_URL_KUBERNETES_US_WEST_2'] ?? ''}${path}`, {
      method: 'PATCH',
      headers: {
        authorization: `Bearer ${token.trim()}`,
        'content-type': 'application/strategic-merge-patch+json',
      },
      body: JSON.stringify({ spec: { template } }),
    })
    if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`)
  }
}
