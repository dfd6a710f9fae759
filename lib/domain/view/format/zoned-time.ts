import { utcTime } from './instant'

const faces = new Map<string, Intl.DateTimeFormat>()
const dates = new Map<string, Intl.DateTimeFormat>()
const offsets = new Map<string, Intl.DateTimeFormat>()

/** Whether a zone of that name is known where this runs. */
export function isZone(zone: string): boolean {
  try {
    return new Intl.DateTimeFormat('en-GB', { timeZone: zone }).format(0) !== ''
  } catch {
    return false
  }
}

/** `04:47:53` in the zone. Empty for what is no instant. */
export function zonedTime(instant: string | number, zone: string): string {
  if (zone === 'UTC' || utcTime(instant) === '') return utcTime(instant)
  return kept(faces, zone, { hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23' }).format(
    new Date(instant),
  )
}

/** `2026-11-19` in the zone. */
export function zonedDate(instant: string | number, zone: string): string {
  if (utcTime(instant) === '') return ''
  const parts = kept(dates, zone, { year: 'numeric', month: '2-digit', day: '2-digit' }).formatToParts(
    new Date(instant),
  )
  const part = (type: string) => parts.find((one) => one.type === type)?.value ?? ''
  return `${part('year')}-${part('month')}-${part('day')}`
}

/** `+02`, `+05:30`, `−03`: what makes a time that is not UTC unmistakable. Empty for UTC. */
export function zoneOffset(instant: string | number, zone: string): string {
  if (zone === 'UTC' || utcTime(instant) === '') return ''
  const name = kept(offsets, zone, { timeZoneName: 'longOffset' })
    .formatToParts(new Date(instant))
    .find((part) => part.type === 'timeZoneName')?.value
  const [, sign, hours, minutes] = /^GMT(?:([+-])(\d{2}):(\d{2}))?$/.exec(name ?? '') ?? []
  if (sign === undefined) return '+00'
  return `${sign === '-' ? '−' : '+'}${hours ?? ''}${minutes === '00' ? '' : `:${minutes ?? ''}`}`
}

/** Making a formatter costs more than a hundred uses of it. */
function kept(cache: Map<string, Intl.DateTimeFormat>, zone: string, options: Intl.DateTimeFormatOptions) {
  const known = cache.get(zone)
  if (known !== undefined) return known
  const made = new Intl.DateTimeFormat('en-GB', { ...options, timeZone: zone })
  cache.set(zone, made)
  return made
}
