import { expect, it } from 'vitest'
import type { KnownTime } from '@/lib/db/known-time'
import { serverTime } from './server-time'

const now = Date.parse('2026-11-19T03:00:00.000Z')
const known = (error: number | null): KnownTime => ({
  synchronise: () => Promise.resolve(),
  range: () => (error === null ? null : { low: now - error, high: now + error }),
  now: () => now,
  evenSince: () => 0,
  offset: () => null,
})

it.each([
  [null, null, null],
  [3, '2026-11-19T03:00:00.000Z', 3],
  [2_000, '2026-11-19T03:00:00.000Z', 2_000],
  [2_001, null, null],
])('what is known of the time to within %s ms is told with its error, or as unknown', (error, told, within) => {
  expect(serverTime(known(error))).toEqual({ now: told, within })
})
