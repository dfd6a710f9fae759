import { compareHashes } from '../../journal/chain'
import type { StreamHead } from '../../journal/entry'
import { wholeNumber } from '../format/amount'
import type { EvidenceRecord } from './evidence-record'

export interface ChainView {
  sound: boolean
  /** How far it was looked at, where that is not the end yet: nothing is claimed of the rest. */
  checking: { entries: number; of: number } | null
  /** `chain verified, #1 to #1412, no gaps`, or what is wrong and where. */
  words: string
  /** The first entry that cannot be trusted; null when all can, or when the end is missing. */
  brokenAt: number | null
  head: { sequence: number; hash: string } | null
  entries: number
  checkedAt: string
}

/** What a chain is compared with at its end. */
export interface ChainEnd {
  /** Where the database says the stream ends. */
  head: StreamHead | null
  /** The hash that stands at that number; null where there is no such entry. */
  found: string | null
}

/** Every hash made again, every number counted, and the end compared with where the database says it is. */
export function chainView(record: EvidenceRecord, { head, found }: ChainEnd, checkedAt: string): ChainView {
  const { broken, heads } = record.chain.report()
  const last = heads[0] ?? null
  const base = {
    head: last === null ? null : { sequence: last.sequence, hash: last.hash },
    entries: record.entries,
    checking: null,
    checkedAt,
  }
  if (broken !== null)
    return {
      ...base,
      sound: false,
      words: `chain broken at #${broken.sequence}: ${broken.reason.replaceAll('-', ' ')}, ${broken.detail}`,
      brokenAt: broken.sequence,
    }
  const mismatch = head === null ? null : compareHashes(() => found ?? undefined, [head])
  if (mismatch !== null)
    return { ...base, sound: false, words: `chain cut or rewritten: ${mismatch.detail}`, brokenAt: null }
  const words = last === null ? 'no entries' : `chain verified, #1 to #${last.sequence}, no gaps`
  return { ...base, sound: last !== null, words, brokenAt: null }
}

/** The same while entries are still to be looked at: how far it has come, and no verdict but a break that was seen. */
export function chainSoFar(record: EvidenceRecord, head: StreamHead | null, now: string): ChainView {
  const so = chainView(record, { head: null, found: null }, now)
  if (so.brokenAt !== null) return so
  const { entries } = record
  const of = Math.max(entries, head?.sequence ?? 0)
  const words = `checked ${wholeNumber(entries)} of ${wholeNumber(of)}`
  return { ...so, sound: false, checking: { entries, of }, words }
}
