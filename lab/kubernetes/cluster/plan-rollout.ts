export interface RolloutState {
  strategy: 'RollingUpdate' | 'Recreate'
  desired: number
  maxSurge: number
  maxUnavailable: number
  /** Pods of the present template, and of earlier ones. Terminating pods are not among them. */
  fresh: { ready: number; starting: number }
  old: { ready: number; starting: number }
}

export interface RolloutMoves {
  create: number
  removeFresh: number
  /** Starting old pods go first, they serve nobody. */
  removeOldStarting: number
  removeOldReady: number
}

/**
 * The next moves of a deployment's pods, as the deployment controller makes them: never more than desired + maxSurge
 * pods, never fewer than desired - maxUnavailable ready ones while old pods are replaced.
 */
export function planRollout(state: RolloutState): RolloutMoves {
  const fresh = state.fresh.ready + state.fresh.starting
  const old = state.old.ready + state.old.starting
  const removeFresh = Math.max(0, fresh - state.desired)
  if (state.strategy === 'Recreate' && old > 0) {
    return { create: 0, removeFresh, removeOldStarting: state.old.starting, removeOldReady: state.old.ready }
  }
  const removeOldStarting = state.old.starting
  const spare = state.fresh.ready + state.old.ready - (state.desired - state.maxUnavailable)
  const removeOldReady = Math.min(state.old.ready, Math.max(0, spare))
  const remaining = fresh + state.old.ready - removeOldReady
  const ceiling = state.desired + (old > 0 ? state.maxSurge : 0)
  const create = Math.max(0, Math.min(state.desired - fresh, ceiling - remaining))
  return { create, removeFresh, removeOldStarting, removeOldReady }
}

/** A count, or a percentage of the desired replicas; a surge rounds up, an unavailability down. */
export function share(value: number | string | undefined, desired: number, round: 'up' | 'down'): number {
  const given = value ?? '25%'
  if (typeof given === 'number') return given
  const exact = (desired * Number.parseInt(given, 10)) / 100
  return round === 'up' ? Math.ceil(exact) : Math.floor(exact)
}
