/**
 * What will happen to an object by the mere passing of time, in epoch milliseconds, keyed by its uid. It is kept
 * apart from the objects because a client must not see the future in them; it is persisted with them.
 */
export interface Due {
  /** A pod gets its node. */
  scheduledAt?: number
  /** A pod or node becomes ready. */
  readyAt?: number
  /** A deleted pod is gone. */
  goneAt?: number
  /** A pod's real start in milliseconds: metav1.Time has whole seconds, too coarse to compare with a promotion. */
  startedAt?: number
  /** An autoscaler may scale down. */
  scaleDownAt?: number
}

export class Schedule {
  private dues = new Map<string, Due>()

  get(uid: string): Due {
    return this.dues.get(uid) ?? {}
  }

  set(uid: string, due: Due): void {
    this.dues.set(uid, { ...this.get(uid), ...due })
  }

  forget(uid: string): void {
    this.dues.delete(uid)
  }

  /** The next moment after `now` at which something is due. */
  next(now: number): number | undefined {
    let next: number | undefined
    for (const { scheduledAt, readyAt, goneAt, scaleDownAt } of this.dues.values()) {
      for (const at of [scheduledAt, readyAt, goneAt, scaleDownAt]) {
        if (at !== undefined && at > now && (next === undefined || at < next)) next = at
      }
    }
    return next
  }

  snapshot(): Record<string, Due> {
    return Object.fromEntries(this.dues)
  }

  restore(snapshot: Record<string, Due>): void {
    this.dues = new Map(Object.entries(snapshot))
  }
}
