import { expect, test } from 'vitest'
import type { LabEffect } from './critical-path'
import { doubleEffects, serviceTime } from './critical-path'

const effect = (from: number, to: number | null, more: Partial<LabEffect> = {}): LabEffect => ({
  operation: 'PATCH deployments',
  requestId: 'r',
  system: 'kubernetes',
  target: 'checkout/checkout-api',
  parameters: {},
  outcome: 'accepted',
  receivedAt: from,
  settledAt: to,
  ...more,
})

test.each([
  ['nothing', [], 0],
  ['one', [effect(100, 400)], 300],
  ['side by side counts once', [effect(100, 400), effect(200, 500)], 400],
  ['one inside the other counts once', [effect(100, 500), effect(200, 300)], 400],
  ['one after the other adds up, the pause between does not', [effect(100, 200), effect(900, 1_000)], 200],
  ['refused or unfinished takes no time', [effect(0, 100, { outcome: 'refused' }), effect(0, null)], 0],
])('service time: %s', (_, effects, milliseconds) => {
  expect(serviceTime(effects)).toBe(milliseconds)
})

test('an effect is doubled when the same was accepted twice by the same target, whoever asked', () => {
  const once = [effect(0, 1), effect(0, 1, { target: 'payments/payments-api' })]
  expect(doubleEffects(once)).toEqual([])
  expect(doubleEffects([...once, effect(5, 6, { outcome: 'no-change' })])).toEqual([])
  expect(doubleEffects([...once, effect(5, 6, { requestId: 'another' })])).toEqual([
    'kubernetes: PATCH deployments checkout/checkout-api',
  ])
})
