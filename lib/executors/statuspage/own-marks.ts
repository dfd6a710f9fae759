import { createHash } from 'node:crypto'
import { z } from 'zod'
import type { StatuspageIncident } from './client'

/**
 * What we leave in an incident's metadata, which comes back as it was sent, while the service may keep words in another
 * spelling. `breakwater` names the command that opened the incident, `breakwater_updates` each one that posted an update,
 * with a digest of what it said. Statuspage takes objects alone at the top.
 */
const Opened = z.object({ breakwater: z.object({ key: z.string() }) })
const Updated = z.object({ breakwater_updates: z.record(z.string(), z.string()) })
const Metadata = z.record(z.string(), z.unknown())

export interface Update {
  status: string
  body: string
}

/** The metadata of an incident that the command of `key` opens. */
export function openedBy(key: string) {
  return { breakwater: { key } }
}

export function isOpenedBy({ metadata }: StatuspageIncident, key: string): boolean {
  const mark = Opened.safeParse(metadata)
  return mark.success && mark.data.breakwater.key === key
}

/** The metadata of the incident once the command of `key` has posted the update, with whatever else it holds. */
export function updatedBy({ metadata }: StatuspageIncident, key: string, update: Update) {
  const kept = Metadata.safeParse(metadata)
  return {
    ...(kept.success ? kept.data : {}),
    breakwater_updates: { ...marksOf(metadata), [key]: digestOf(update) },
  }
}

/** Whether the command of `key` has posted this update; where no mark is kept, whether one says the same. */
export function isUpdatedBy({ metadata, incident_updates: updates }: StatuspageIncident, key: string, update: Update) {
  if (marksOf(metadata)[key] === digestOf(update)) return true
  const wanted = wordsOf(update.body)
  return updates.some(({ status, body }) => status === update.status && wordsOf(body ?? '') === wanted)
}

function marksOf(metadata: unknown): Record<string, string> {
  const marks = Updated.safeParse(metadata)
  return marks.success ? marks.data.breakwater_updates : {}
}

function digestOf({ status, body }: Update): string {
  return createHash('sha256').update(`${status}\n${body}`).digest('hex').slice(0, 32)
}

const entities: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", nbsp: ' ' }

/** Letters and digits alone: escaping, markup, other quotes and other white space change nothing of what is said. */
function wordsOf(text: string): string {
  const told = text.replace(
    /&(?:#x([\da-f]{1,6})|#(\d{1,7})|([a-z]+));/gi,
    (whole, hex?: string, ten?: string, name = '') => {
      const code = hex !== undefined ? parseInt(hex, 16) : Number(ten ?? NaN)
      if (code <= 0x10_ffff) return String.fromCodePoint(code)
      return entities[String(name).toLowerCase()] ?? whole
    },
  )
  const words = told
    .replace(/<[^>]*>/g, ' ')
    .normalize('NFKC')
    .match(/[\p{L}\p{N}]+/gu)
  return (words ?? [told.trim()]).join(' ')
}
