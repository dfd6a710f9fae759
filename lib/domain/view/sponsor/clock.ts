import { utcTime } from '../format/instant'

/** To the minute; the late end is rounded up, since it is a promise. */
export function clock(at: number, end: 'early' | 'late' = 'early'): string {
  return utcTime(end === 'early' ? at : Math.ceil(at / 60_000) * 60_000).slice(0, 5)
}
