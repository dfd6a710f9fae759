import { expect, it } from 'vitest'
import { roles } from '@/lib/domain/access/roles'
import { paceFor } from './pace'

it('spreads the askings of those who look the wider the more there are, and never of those who act', () => {
  expect(paceFor(['auditor'], 1)).toBeLessThan(100)
  expect(paceFor(['auditor'], 500)).toBe(2_000)
  expect(paceFor(['sponsor', 'admin'], 500)).toBe(2_000)
  const waits = roles.filter((role) => paceFor([role], 500) > 0)
  expect(waits).toEqual(['sponsor', 'auditor', 'admin'])
  expect(paceFor(['auditor', 'approver'], 500)).toBe(0)
})
