import { isZone } from '../format/zoned-time'

/**
 * In which zone times of day are shown. The device's zone is kept by its name, so that the server writes the same
 * times the browser would.
 */
export interface Times {
  kind: 'utc' | 'device' | 'named'
  zone: string
}

export const utcTimes: Times = { kind: 'utc', zone: 'UTC' }
export const timesCookie = 'breakwater.times'

/** `utc`, `device:Europe/Vienna`, `named:Asia/Tokyo`. Anything else, or a zone nobody knows, is UTC. */
export function parseTimes(cookie: string | undefined): Times {
  const [kind, zone] = (cookie ?? '').split(':')
  if ((kind !== 'device' && kind !== 'named') || zone === undefined || !isZone(zone)) return utcTimes
  return { kind, zone }
}

export function timesCookieValue({ kind, zone }: Times): string {
  return kind === 'utc' ? 'utc' : `${kind}:${zone}`
}
