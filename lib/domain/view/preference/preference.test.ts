import { describe, expect, it } from 'vitest'
import { parseTheme } from './theme'
import { parseTimes, timesCookieValue, utcTimes } from './times'

describe('what a browser remembers', () => {
  it('is a theme, and the system’s where it is nonsense', () => {
    expect(['dark', 'light', 'system', 'pink', undefined].map(parseTheme)).toEqual([
      'dark',
      'light',
      'system',
      'system',
      'system',
    ])
  })

  it.each([utcTimes, { kind: 'device', zone: 'Europe/Vienna' }, { kind: 'named', zone: 'Asia/Tokyo' }] as const)(
    'is the zone of times: $kind $zone comes back as it was kept',
    (times) => {
      expect(parseTimes(timesCookieValue(times))).toEqual(times)
    },
  )

  it.each([undefined, '', 'utc', 'named:', 'named:Mars/Olympus', 'device', 'other:Asia/Tokyo'])(
    'is UTC for %j',
    (cookie) => {
      expect(parseTimes(cookie)).toEqual(utcTimes)
    },
  )
})
