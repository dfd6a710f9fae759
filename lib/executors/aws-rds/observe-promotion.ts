import { seen } from '../seen'
import type { Facts } from '@/lib/domain/system/resolved'
import type { Observation } from '@/lib/engine/ports'
import type { GlobalClusterState } from './client'

/** The allow-list of what a promotion tells of the global cluster. */
export function promotionFacts(state: GlobalClusterState): Facts {
  return {
    status: state.status,
    failoverState: state.failoverState,
    from: state.from,
    to: state.to,
    dataLossAllowed: state.dataLossAllowed,
  }
}

/** Whether the promotion of `target` is in the world, by the state the API shows. */
export function observePromotion(state: GlobalClusterState, target: string): Observation {
  const answer = (effect: Observation['effect'], detail: string) =>
    seen(effect, detail, { facts: promotionFacts(state) })
  const member = state.members.find((one) => one.arn === target)
  if (member === undefined) return answer('unknown', 'the target is not a member of the global cluster')
  // What is being cancelled may end either way: nothing is crossed by it, and nothing may be sent yet.
  if (state.failoverState === 'cancelling') return answer('unknown', 'the global cluster is cancelling a promotion')
  if (state.failoverState !== '') {
    return state.to === target
      ? answer('in-progress', `the global cluster is ${state.failoverState} to the target`)
      : answer('unknown', `the global cluster is ${state.failoverState} to ${whereTo(state)}`)
  }
  // What is neither idle nor told, a deletion or a change for instance, may be a promotion that is about to be told.
  if (state.status !== 'available')
    return answer('unknown', `the global cluster is ${state.status === '' ? 'of no status' : state.status}`)
  return member.isWriter
    ? answer('present', 'the target is the writer and nothing is under way')
    : answer('absent', 'the target is not the writer and nothing is under way')
}

function whereTo({ to }: GlobalClusterState): string {
  return to === '' ? 'a cluster that it does not name' : 'another cluster'
}

/** What is left of a promotion that is taken back: nothing once `writer`, the one before, is the writer again. */
export function observeReturn(state: GlobalClusterState, writer: string): Observation {
  const back = observePromotion(state, writer)
  if (back.effect === 'present') return { ...back, effect: 'absent', detail: 'the former writer is the writer again' }
  if (back.effect === 'absent') return { ...back, effect: 'present', detail: 'the former writer is not the writer' }
  return back
}
