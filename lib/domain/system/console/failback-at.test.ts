import { expect, it } from 'vitest'
import { failbackAt } from './failback-at'

const at = (now: string, notBefore: string, window: string) =>
  new Date(failbackAt(Date.parse(now), { notBefore, window })).toISOString()

it.each([
  ['2026-11-22T20:00:00.000Z', '48h', '03:00-05:00 UTC', '2026-11-25T03:00:00.000Z'],
  ['2026-11-22T02:00:00.000Z', '48h', '03:00-05:00 UTC', '2026-11-24T03:00:00.000Z'],
  ['2026-11-22T03:00:00.000Z', '2d', '03:00-05:00 UTC', '2026-11-24T03:00:00.000Z'],
  ['2026-11-22T03:00:00.001Z', '2d', '03:00-05:00 UTC', '2026-11-25T03:00:00.000Z'],
  ['2026-12-31T23:59:00.000Z', '90m', '00:30-01:00 UTC', '2027-01-02T00:30:00.000Z'],
])('from %s, at least %s on, the first %s begins %s', (now, notBefore, window, expected) => {
  expect(at(now, notBefore, window)).toBe(expected)
})
