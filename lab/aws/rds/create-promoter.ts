import type { Lab } from '../../core/contract'
import { serviceTime } from '../../core/service-time'
import { clustersOf } from './clusters'
import { promotionEvent, type EventId } from './promotion-events'
import type { Promotion, RdsState } from './rds-state'

/** How often a waiting promotion looks at the world, in real milliseconds. */
const lookEvery = 50
const keptEvents = 500

export interface Promoter {
  start(promotion: Promotion): void
  /** Takes up whatever the state says is unfinished, after a restart. */
  resume(): void
  close(): void
}

/**
 * Carries promotions to their end. Invariants: one at a time; the world's writer changes exactly once for each, and
 * before FailoverState is emptied; what is unfinished is in the state, never only in a timer.
 */
export const createPromoter = (lab: Lab, state: () => RdsState): Promoter => {
  const clusters = clustersOf(lab.config)
  let closed = false

  const emit = (id: EventId, regions: { from: string; to: string }): void => {
    const current = state()
    current.events = [...current.events, promotionEvent(id, lab.clock.now(), clusters, regions)].slice(-keptEvents)
  }
  /** False when the lab closes first, or when the state was replaced and this work is no longer wanted. */
  const waitUntil = async (wanted: () => boolean, done: () => boolean): Promise<boolean> => {
    while (!closed && wanted() && !done()) await lab.clock.wait(lookEvery * lab.clock.timeScale)
    return !closed && wanted()
  }
  const elapsed = (since: number, milliseconds: number): boolean =>
    lab.clock.now() - since >= lab.clock.scaled(milliseconds)
  const healthy = (region: string): boolean => lab.world.reachability(region) === 'ok'
  /** Looks without taking: a stuck promotion stays stuck until the fault is lifted, however often it is looked at. */
  const stuck = ({ operation, calledIn }: Promotion): boolean =>
    lab.faults
      .all()
      .some(
        (fault) =>
          fault.kind === 'stuck' &&
          (fault.system === 'rds' || fault.system === '*') &&
          (fault.region === '*' || fault.region === calledIn) &&
          (fault.operation === '*' || fault.operation === operation),
      )

  const promote = async (promotion: Promotion): Promise<void> => {
    const { planned, from, to, acceptedAt } = promotion
    const total = serviceTime(lab.config, planned ? 'auroraSwitchover' : 'auroraFailover')
    const wanted = (): boolean => state().promotion === promotion
    if (!(await waitUntil(wanted, () => elapsed(acceptedAt, total * 0.05)))) return
    if (promotion.status === 'pending') promotion.status = planned ? 'switching-over' : 'failing-over'
    const lost = (): boolean => planned && !(healthy(from) && healthy(to))
    const finished = (): boolean => elapsed(acceptedAt, total) && !stuck(promotion) && healthy(to)
    if (!(await waitUntil(wanted, () => lost() || finished()))) return
    if (lost()) {
      await cancel(promotion, total, wanted)
      return
    }
    // Where a killed lab had changed the world and not yet noted it here, the world finds nothing left to change.
    if (!(await carriedOut(promotion))) return
    const current = state()
    if (planned) for (const id of ['0182', '0184', '0185'] as const) emit(id, promotion)
    else emit('0238', promotion)
    current.promotion = null
    current.endpointMove = { from, to, at: lab.clock.now() }
    if (!planned) current.resync = { region: from, startedAt: null }
    lab.effects.settle(promotion.effectId)
    followUp()
  }

  /** False when the world cannot do it, e.g. the target is being rebuilt or a source dies while it drains. */
  const carriedOut = async (promotion: Promotion): Promise<boolean> => {
    try {
      await lab.world.promote(promotion.to, { planned: promotion.planned })
      return true
    } catch (error) {
      console.error(`lab: ${promotion.operation} to ${promotion.to} failed:`, error)
      emit(promotion.planned ? '0187' : '0239', promotion)
      state().promotion = null
      lab.effects.settle(promotion.effectId)
      return false
    }
  }

  /** A switchover that loses a region rolls back: nothing was demoted, nothing is lost. */
  const cancel = async (promotion: Promotion, total: number, wanted: () => boolean): Promise<void> => {
    promotion.status = 'cancelling'
    const since = lab.clock.now()
    if (!(await waitUntil(wanted, () => elapsed(since, total * 0.1)))) return
    emit('0186', promotion)
    state().promotion = null
    lab.effects.settle(promotion.effectId)
  }

  const moveEndpoint = async (move: NonNullable<RdsState['endpointMove']>): Promise<void> => {
    const due = (): boolean => elapsed(move.at, serviceTime(lab.config, 'writerEndpointMove'))
    if (!(await waitUntil(() => state().endpointMove === move, due))) return
    emit('0397', move)
    state().endpointMove = null
  }

  /** The old primary comes back as a secondary on a new volume, once its region can be reached again. */
  const rebuild = async (resync: NonNullable<RdsState['resync']>): Promise<void> => {
    const wanted = (): boolean => state().resync === resync
    if (!(await waitUntil(wanted, () => healthy(resync.region)))) return
    const regions = { from: lab.world.writer(), to: resync.region }
    if (resync.startedAt === null) emit('0240', regions)
    const since = (resync.startedAt ??= lab.clock.now())
    const rebuilt = (): boolean => elapsed(since, serviceTime(lab.config, 'resync')) && healthy(resync.region)
    if (!(await waitUntil(wanted, rebuilt))) return
    emit('0241', regions)
    state().resync = null
  }

  const followUp = (): void => {
    const { endpointMove, resync } = state()
    if (endpointMove !== null) void moveEndpoint(endpointMove)
    if (resync !== null) void rebuild(resync)
  }

  return {
    start: (promotion) => {
      if (promotion.planned) for (const id of ['0181', '0183'] as const) emit(id, promotion)
      void promote(promotion)
    },
    resume: () => {
      const { promotion } = state()
      if (promotion !== null) void promote(promotion)
      followUp()
    },
    close: () => {
      closed = true
    },
  }
}
