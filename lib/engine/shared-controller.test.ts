import { setTimeout as wait } from 'node:timers/promises'
import { expect, it } from 'vitest'
import { withLimit } from './limit-signal'
import type { Clock } from './ports'
import { sharedController } from './shared-controller'

const clock: Clock = {
  now: () => Date.now(),
  earliest: () => Date.now(),
  evenSince: () => 0,
  monotonic: () => performance.now(),
  wall: () => Date.now(),
  wait: (milliseconds) => wait(milliseconds),
  timer(milliseconds, ring) {
    const timer = setTimeout(ring, milliseconds)
    return () => clearTimeout(timer)
  },
}

it('lets many wait on one signal and on what is limited under it, without a warning of a leak', async () => {
  const warnings: string[] = []
  const hear = (warning: Error) => warnings.push(warning.name)
  process.on('warning', hear)
  const { signal } = sharedController()
  const many = (own: AbortSignal) => Promise.all(Array.from({ length: 30 }, () => wait(5, undefined, { signal: own })))
  await Promise.all([many(signal), withLimit(clock, signal, 1_000, many)])
  // Warnings are told on a later tick.
  await wait(5)
  process.off('warning', hear)
  expect(warnings).toEqual([])
})
