import { serviceTime } from '../core/service-time'
import { isoTime } from './iso-time'
import type { OrderFlowLab } from './order-flow-lab'

interface Probe {
  /** The moment it failed, or the moment it was acknowledged. */
  at: number
  ok: boolean
}

export interface VantagePointSnapshot {
  run: { ok: boolean; since: number; consecutive: number } | null
  total: number
  checkedAt: number | null
  target: string | null
}

export interface VantagePoint {
  start(): void
  stop(): void
  status(): object
  snapshot(): VantagePointSnapshot
  restore(snapshot: VantagePointSnapshot): void
}

/** A prober outside both regions that places a synthetic public order about every second and remembers the outcome. */
export function createVantagePoint({ clock, config, world }: OrderFlowLab): VantagePoint {
  let kept: VantagePointSnapshot = { run: null, total: 0, checkedAt: null, target: null }
  let recent: Probe[] = []
  let newestSentAt = 0
  let timer: NodeJS.Timeout | null = null

  const probe = async (): Promise<void> => {
    const sentAt = clock.now()
    const region = world.dns().at(sentAt % Math.max(1, world.dns().length))
    if (region === undefined) return record(sentAt, null, { at: sentAt, ok: false })
    await clock.wait(serviceTime(config, 'checkoutOrder'))
    const reachability = world.reachability(region)
    if (reachability !== 'ok') {
      const waited = serviceTime(config, 'checkoutOrder')
      if (reachability !== 'dark-reset') await clock.wait(serviceTime(config, 'vantageTimeout') - waited)
      // The failure dates from when the region stopped answering, not from when this client gave up.
      return record(sentAt, region, { at: Math.max(sentAt, world.reachabilitySince(region)), ok: false })
    }
    const ok = world.checkoutProblem(region, 'public') === null && Math.random() >= world.overload(region)
    if (ok) world.data.writeOrders(region, 1, clock.now())
    record(sentAt, region, { at: clock.now(), ok })
  }
  const record = (sentAt: number, target: string | null, result: Probe): void => {
    const now = clock.now()
    recent = [...recent.filter((earlier) => earlier.at > now - clock.scaled(60_000)), result]
    // A late timeout says nothing about now once a later request has been answered.
    const outdated = sentAt < newestSentAt
    newestSentAt = Math.max(newestSentAt, sentAt)
    kept = { ...kept, total: kept.total + 1 }
    if (outdated) return
    const same = kept.run?.ok === result.ok ? kept.run : { ok: result.ok, since: result.at, consecutive: 0 }
    kept = { ...kept, run: { ...same, consecutive: same.consecutive + 1 }, checkedAt: now, target }
  }

  return {
    start: () => {
      timer ??= setInterval(() => void probe(), clock.scaled(serviceTime(config, 'vantageInterval')))
    },
    stop: () => {
      if (timer) clearInterval(timer)
      timer = null
    },
    status: () => {
      const window = recent.filter((result) => result.at > clock.now() - clock.scaled(60_000))
      const failed = window.filter((result) => !result.ok).length
      return {
        target: kept.target,
        ok: kept.run?.ok ?? null,
        consecutive: kept.run?.consecutive ?? 0,
        since: isoTime(kept.run?.since ?? null),
        checkedAt: isoTime(kept.checkedAt),
        errorRatio60s: window.length === 0 ? null : failed / window.length,
        total: kept.total,
        firstFailedAt: kept.run && !kept.run.ok ? isoTime(kept.run.since) : null,
      }
    },
    snapshot: () => kept,
    restore: (snapshot) => {
      kept = snapshot
    },
  }
}
