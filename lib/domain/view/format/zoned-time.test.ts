import { describe, expect, it } from 'vitest'
import { isZone, zonedDate, zonedTime, zoneOffset } from './zoned-time'

const summer = '2026-07-19T22:47:53.400Z'
const winter = '2026-11-19T22:47:53.400Z'

describe('a time in a zone', () => {
  it.each([
    ['UTC', '22:47:53', '2026-11-19', ''],
    ['Europe/Vienna', '23:47:53', '2026-11-19', '+01'],
    ['Asia/Tokyo', '07:47:53', '2026-11-20', '+09'],
    ['Asia/Kolkata', '04:17:53', '2026-11-20', '+05:30'],
    ['America/Sao_Paulo', '19:47:53', '2026-11-19', '−03'],
    ['Europe/London', '22:47:53', '2026-11-19', '+00'],
  ])('is right in %s', (zone, time, date, offset) => {
    expect([zonedTime(winter, zone), zonedDate(winter, zone), zoneOffset(winter, zone)]).toEqual([time, date, offset])
  })

  it('follows summer time', () => {
    expect([zonedTime(summer, 'Europe/Vienna'), zoneOffset(summer, 'Europe/Vienna')]).toEqual(['00:47:53', '+02'])
  })

  it('is empty for what is no instant', () => {
    expect([zonedTime('soon', 'Asia/Tokyo'), zonedDate('soon', 'UTC'), zoneOffset('soon', 'Asia/Tokyo')]).toEqual([
      '',
      '',
      '',
    ])
  })

  it('needs a zone that exists', () => {
    expect(['UTC', 'Europe/Vienna', 'Mars/Olympus', '', '"><script>'].map(isZone)).toEqual([
      true,
      true,
      false,
      false,
      false,
    ])
  })
})
