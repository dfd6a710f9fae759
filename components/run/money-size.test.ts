import { expect, it } from 'vitest'
import { wholeNumber } from '@/lib/domain/view/format/amount'
import { moneySize } from './money-size'

it.each([
  [0, 'text-figure'],
  [999_999, 'text-figure'],
  [1_000_000, 'text-step'],
  [123_456_789, 'text-step'],
])('%d is set in %s, so that it stays within its column', (amount, size) => {
  expect(moneySize(wholeNumber(amount))).toBe(size)
})
