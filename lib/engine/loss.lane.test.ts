import { afterAll, beforeAll, expect, test } from 'vitest'
import { latestReadings } from '@/lib/db/latest-readings'
import { loadEnvironment, loadPlan } from '@/lib/db/load-plan'
import { measureLoss } from '@/lib/domain/posture/measure-loss'
import type { LossFigure } from '@/lib/domain/run/events/facts'
import { giveGo } from '@/lib/services/give-go'
import { proposeIncident } from '@/lib/services/propose-incident'
import { skipStep } from '@/lib/services/skip-step'
import type { Drill } from '@/lib/testing/drill'
import { startEngineLab, type EngineLab } from '@/lib/testing/engine-lab'
import { quickPlan } from '@/lib/testing/quick-plan'

let lab: EngineLab
beforeAll(async () => {
  lab = await startEngineLab()
})
afterAll(() => lab.stop())

async function drilling(work: (drill: Drill) => Promise<void>, lossBound?: string): Promise<void> {
  const drill = await lab.drill(await quickPlan(lossBound === undefined ? {} : { lossBound }))
  try {
    await drill.startWorker()
    await work(drill)
  } finally {
    await drill.end()
  }
}

/** The loss figure as GO would compute it this moment. */
async function lossNow(drill: Drill): Promise<LossFigure> {
  const { database } = drill.place
  const pinned = await drill.state()
  const plan = await loadPlan(database, pinned.plan.hash)
  const environment = await loadEnvironment(database, pinned.environment.hash)
  const rule = plan.runbooks[0]?.loss
  if (rule == null) throw new Error('the plan has no loss rule')
  const [clock] = await database.$queryRaw<{ now: Date }[]>`SELECT clock_timestamp() AS now`
  return measureLoss(rule, await latestReadings(database, { plan, environment }), clock?.now.toISOString() ?? '')
}

test('a loss above the bound voids what stands approved, and GO is refused', () =>
  drilling(async (drill) => {
    const commander = await drill.commander()
    const title = 'us-east-1 looks odd'
    await drill.propose(() =>
      proposeIncident(commander, { planKey: drill.place.planKey, environment: 'lab', title, mode: 'live' }),
    )
    const approved = (request: { answers: unknown[]; persons: number }) => request.answers.length === request.persons
    await drill.play('approvals stand', (state) => Object.values(state.requests).some(approved), ['go'])
    const [requestId = ''] = Object.keys((await drill.state()).requests)
    expect((await drill.state()).requests[requestId]?.ended).toBeNull()

    await drill.lab.lag(8_000)
    await drill.until('the approval is void', (state) => state.requests[requestId]?.ended !== null)
    expect((await drill.state()).requests[requestId]?.ended?.reason).toMatch(/loss \d+ ms is above/)
    await expect(giveGo(commander, { incidentId: drill.incidentId, runId: drill.runId })).rejects.toThrow()
    expect((await drill.run()).go).toBeNull()
  }))

test('in the dark the loss stays what it really is, freshly read, and without the standby it is unknown', () =>
  drilling(async (drill) => {
    await drill.breakEast()
    const read = () => lossNow(drill)
    const first = await drill.eventually('both ends are read', async () => {
      const loss = await read()
      return loss.milliseconds === null ? null : loss
    })
    const later = await drill.eventually('they are read again', async () => {
      const loss = await read()
      return Date.parse(loss.measuredAt) - Date.parse(first.measuredAt) > 3_000 ? loss : null
    })
    expect(later.milliseconds, 'it does not grow').toBe(first.milliseconds)
    const truth = (await drill.lab.state()).replication.configuredLagMilliseconds
    expect(later.milliseconds).toBeLessThanOrEqual(truth + 1_000)

    await drill.lab.fail('us-west-2')
    const unknown = await drill.eventually('the standby cannot be read', async () => {
      const loss = await read()
      return loss.milliseconds === null ? loss : null
    })
    expect(unknown.unknown).not.toBeNull()
  }))

test('cut off and fenced, no order is lost once the promotion is done; not fenced, orders go on being lost', async () => {
  const ordersLost = async (drill: Drill) => (await drill.lab.state()).witness.loss?.orders ?? 0
  const afterwards = async (drill: Drill): Promise<{ at: number; later: number }> => {
    const acknowledged = async () => (await drill.lab.state()).witness.orders.acknowledged
    const at = await ordersLost(drill)
    const then = await acknowledged()
    await drill.eventually('customers place more orders', async () =>
      (await acknowledged()) > then + 500 ? true : null,
    )
    return { at, later: await ordersLost(drill) }
  }
  await drilling(async (drill) => {
    await drill.breakEast('cut-off')
    await drill.playUntilRecovered()
    const fenced = await afterwards(drill)
    expect((await drill.step('S6')).status, 'the gate itself says that it is closed').toBe('succeeded')
    expect(fenced.later).toBe(fenced.at)
    await drill.expectSound(1)
  }, '600s')
  await drilling(async (drill) => {
    await drill.breakEast('cut-off')
    await drill.play('the run is armed', (state) => state.runs.length > 0)
    const s6 = { incidentId: drill.incidentId, runId: drill.runId, step: 'S6' }
    await skipStep(await drill.commander(), { ...s6, reason: 'no time to fence' })
    // Traffic cannot be moved then: the routing controls have a safety rule of their own. The promotion itself can.
    await drill.playUntilStep('S7', 'succeeded')
    const open = await afterwards(drill)
    expect(open.later).toBeGreaterThan(open.at)
    await drill.expectSound(1)
  }, '600s')
})
