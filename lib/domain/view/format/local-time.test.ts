import { expect, it } from 'vitest'
import { localTime } from './local-time'

it.each([
  ['2026-11-19T02:47:53.418Z', 'UTC', '2026-11-19T02:47:53.418+00:00'],
  ['2026-11-19T02:47:53.418Z', 'Europe/Budapest', '2026-11-19T03:47:53.418+01:00'],
  ['2026-07-19T23:47:53.418Z', 'Europe/Budapest', '2026-07-20T01:47:53.418+02:00'],
  ['2026-11-19T02:47:53.000Z', 'America/St_Johns', '2026-11-18T23:17:53.000-03:30'],
  ['no instant', 'UTC', ''],
])('%s in %s is %s', (instant, zone, local) => {
  expect(localTime(instant, zone)).toBe(local)
  if (local !== '') expect(new Date(local).toISOString()).toBe(instant)
})
