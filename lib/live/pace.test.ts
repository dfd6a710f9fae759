import { expect, it } from 'vitest'
import { roles } from '@/lib/domain/access/roles'
import { mayAct, paceFor } from './pace'

it('spreads the askings of those who look the wider the more there are, and never makes those who act wait for them', () => {
  const crowd = { all: 500, acting: 5 }
  expect(paceFor(['auditor'], { all: 1, acting: 0 })).toBeLessThan(100)
  expect(paceFor(['auditor'], crowd)).toBe(20_000)
  expect(paceFor(['sponsor', 'admin'], crowd)).toBe(20_000)
  expect(paceFor(['auditor', 'approver'], crowd)).toBe(0)
  expect(roles.filter((role) => !mayAct([role]))).toEqual(['sponsor', 'auditor', 'admin'])
})

it('spreads even those who act where they are hundreds', () => {
  expect(paceFor(['responder'], { all: 500, acting: 150 })).toBe(6_000)
})
