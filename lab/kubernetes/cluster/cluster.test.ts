import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Lab } from '../../core/contract'
import { startSmallLab, type SmallLab } from '../../saas/testing/start-small-lab'
import { Cluster } from './cluster'

let small: SmallLab
beforeAll(async () => {
  small = await startSmallLab([])
})
afterAll(() => small.end())

/** A clock that stands still until it has been read so often, and is then past everything that was waited for. */
function clockThatJumps(lab: Lab) {
  let now = lab.clock.now()
  let readsUntilJump = Number.POSITIVE_INFINITY
  const clock = { ...lab.clock, now: () => (readsUntilJump-- > 0 ? now : now + 3_600_000) }
  return {
    clock,
    jumpAfter: (reads: number) => (readsUntilJump = reads),
    stay: () => {
      if (readsUntilJump <= 0) now += 3_600_000
      readsUntilJump = Number.POSITIVE_INFINITY
    },
  }
}

it('leaves no deployment unobserved, wherever in a look at it the scale-down window ends', () => {
  for (let reads = 0; reads <= 60; reads += 1) {
    const time = clockThatJumps(small.lab)
    const cluster = new Cluster({ ...small.lab, clock: time.clock }, 'us-west-2')
    const autoscaler = cluster.store.get('HorizontalPodAutoscaler', 'checkout', 'checkout-api')
    if (!autoscaler) throw new Error('checkout-api has no autoscaler')
    const { minReplicas } = autoscaler.spec
    cluster.store.put({ ...autoscaler, spec: { ...autoscaler.spec, minReplicas: minReplicas - 1 } })
    cluster.reconcile()
    time.jumpAfter(reads)
    cluster.reconcile()
    time.stay()
    const deployment = cluster.store.get('Deployment', 'checkout', 'checkout-api')
    expect(deployment?.status.observedGeneration, `${reads} reads`).toBe(deployment?.metadata.generation)
    cluster.close()
  }
})
