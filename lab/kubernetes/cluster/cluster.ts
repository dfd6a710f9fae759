import type { Lab, RegionName, WorkloadState } from '../../core/contract'
import { sameJson } from '../patch/json'
import { autoscale } from './autoscaler'
import type { ClusterContext } from './cluster-context'
import { isComplete, reconcileDeployment } from './deployment-controller'
import { advanceNodes, ensureNodes } from './nodes'
import { ObjectStore, type StoreSnapshot } from './object-store'
import { advancePods, podsAreStuck } from './pods'
import { Schedule, type Due } from './schedule'
import { seedCluster } from './seed-cluster'
import { workloadState } from './workload-state'

export interface ClusterSnapshot {
  store: StoreSnapshot
  schedule: Record<string, Due>
  pending: PendingEffect[]
}

/** An effect that is complete when this deployment is rolled out. */
interface PendingEffect {
  effect: number
  namespace: string
  name: string
}

/** How soon a fault that was lifted is noticed. */
const stuckPollMilliseconds = 100

/**
 * One region's cluster: its objects and the controllers that move them. Time only acts through `reconcile`, which is
 * idempotent and runs after every write and at every moment something is due.
 */
export class Cluster implements ClusterContext {
  readonly store = new ObjectStore()
  readonly schedule = new Schedule()
  private pending: PendingEffect[] = []
  private told = new Map<string, WorkloadState>()
  private timer: NodeJS.Timeout | undefined
  private closed = false

  constructor(
    readonly lab: Lab,
    readonly region: RegionName,
  ) {
    seedCluster(this)
    this.startSeededPodsAtOnce()
    this.reconcile()
  }

  /** Settles the effect once the deployment has what was asked of it. */
  settleWhenComplete(effect: number, namespace: string, name: string): void {
    this.pending.push({ effect, namespace, name })
  }

  reconcile(): void {
    // What falls due while this runs was not seen by it: the next wake-up counts from here.
    const seenUntil = this.lab.clock.now()
    advanceNodes(this)
    advancePods(this)
    autoscale(this)
    ensureNodes(this)
    for (const deployment of this.store.list('Deployment')) reconcileDeployment(this, deployment)
    // A window may end between the two looks: the pods must not wait for whatever falls due next.
    if (autoscale(this)) return this.reconcile()
    this.tellWorld()
    this.settleEffects()
    this.wakeAtNextDue(seenUntil)
  }

  snapshot(): ClusterSnapshot {
    return { store: this.store.snapshot(), schedule: this.schedule.snapshot(), pending: this.pending }
  }

  restore(snapshot: ClusterSnapshot): void {
    this.store.restore(snapshot.store)
    this.schedule.restore(snapshot.schedule)
    this.pending = [...snapshot.pending]
    this.told.clear()
    this.reconcile()
  }

  close(): void {
    this.closed = true
    clearTimeout(this.timer)
  }

  private startSeededPodsAtOnce(): void {
    for (const deployment of this.store.list('Deployment')) reconcileDeployment(this, deployment)
    const now = this.lab.clock.now()
    for (const pod of this.store.list('Pod')) {
      this.schedule.set(pod.metadata.uid, { scheduledAt: now, readyAt: now })
    }
  }

  private tellWorld(): void {
    for (const deployment of this.store.list('Deployment')) {
      const state = workloadState(this, deployment)
      const key = `${state.namespace}/${state.name}`
      if (sameJson(this.told.get(key), state)) continue
      this.told.set(key, state)
      this.lab.world.setWorkload(state)
    }
  }

  private settleEffects(): void {
    const complete = ({ namespace, name }: PendingEffect) => {
      const deployment = this.store.get('Deployment', namespace, name)
      return !deployment || isComplete(this, deployment)
    }
    const settled = this.pending.filter(complete)
    this.pending = this.pending.filter((effect) => !settled.includes(effect))
    for (const { effect } of settled) this.lab.effects.settle(effect)
  }

  private wakeAtNextDue(seenUntil: number): void {
    clearTimeout(this.timer)
    if (this.closed) return
    const next = this.schedule.next(seenUntil)
    const delay = next === undefined ? Infinity : Math.max(0, Math.ceil(next - this.lab.clock.now()))
    const sooner = podsAreStuck(this) ? Math.min(delay, stuckPollMilliseconds) : delay
    // Longer timers would overflow and fire at once; waking early is harmless.
    if (sooner < Infinity) this.timer = setTimeout(() => this.reconcile(), Math.min(sooner, 2 ** 31 - 1))
  }
}
