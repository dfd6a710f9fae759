import { expect, it } from 'vitest'
import { roles } from '@/lib/domain/access/roles'
import { createBusyShare, mayAct, paceFor, stretchAfter } from './pace'

it('spreads the askings of those who look the wider the more there are, and never makes those who act wait for them', () => {
  const crowd = { all: 500, acting: 5, stretch: 1 }
  expect(paceFor(['auditor'], { all: 1, acting: 0, stretch: 1 })).toBeLessThan(100)
  expect(paceFor(['auditor'], crowd)).toBe(20_000)
  expect(paceFor(['sponsor', 'admin'], crowd)).toBe(20_000)
  expect(paceFor(['auditor', 'approver'], crowd)).toBe(0)
  expect(roles.filter((role) => !mayAct([role]))).toEqual(['sponsor', 'auditor', 'admin'])
})

it('spreads even those who act where they are hundreds', () => {
  expect(paceFor(['responder'], { all: 500, acting: 150, stretch: 1 })).toBe(6_000)
})

it('spreads them wider in a process that cannot keep up, those of the few who act by no more than a second or two', () => {
  expect(paceFor(['auditor'], { all: 100, acting: 5, stretch: 8 })).toBe(32_000)
  expect(paceFor(['auditor'], { all: 5_000, acting: 5, stretch: 8 })).toBe(60_000)
  expect(paceFor(['commander'], { all: 5_000, acting: 5, stretch: 8 })).toBe(1_600)
})

it('stretches while the process is crowded and gives back once it has room', () => {
  const after = (...shares: number[]) => shares.reduce(stretchAfter, 1)
  expect(after(0.1, 0.5)).toBe(1)
  expect(after(0.9, 0.9)).toBe(2.25)
  expect(after(0.9, 0.9, 0.5)).toBe(2.25)
  expect(after(...Array<number>(20).fill(1))).toBe(8)
  expect(after(0.9, 0.9, 0.1, 0.1, 0.1)).toBe(1)
})

it('sees how busy this process is', async () => {
  const share = createBusyShare()
  const until = performance.now() + 60
  while (performance.now() < until);
  expect(share()).toBeGreaterThan(0.5)
  await new Promise((resolve) => setTimeout(resolve, 200))
  expect(share()).toBeLessThan(0.8)
})
