import type { ChainEnd } from './chain-end'
import { compareHashes } from '../../journal/chain'
import { wholeNumber } from '../format/amount'
import { utcClock } from '../format/instant'
import type { EvidenceRecord } from './evidence-record'

export interface ChainView {
  sound: boolean
  /** How far it was looked at, where that is not the end yet: nothing is claimed of the rest. */
  checking: { entries: number; of: number } | null
  /** It could not be checked: whether it holds is not known. */
  unknown: boolean
  /** `chain verified, #1 to #1412, no gaps`, or what is wrong and where. */
  words: string
  /** The first entry that cannot be trusted; null when all can, or when the end is missing. */
  brokenAt: number | null
  head: { sequence: number; hash: string } | null
  entries: number
  checkedAt: string
}

/** Whether a chain was looked at to its end, so that it holds or does not. */
export function chainJudged({ checking, unknown }: ChainView): boolean {
  return checking === null && !unknown
}

/**
 * Every hash made again, every number counted, and the end compared with where the database says it is. `found` is the
 * hash that stands at the number of the head; null where there is no such entry.
 */
export function chainView(
  record: EvidenceRecord,
  { head, listed, found }: ChainEnd & { found: string | null },
  checkedAt: string,
): ChainView {
  const broken = chainBroken(record, checkedAt)
  if (broken !== null) return broken
  const base = unjudged(record, checkedAt)
  const last = base.head?.sequence ?? 0
  const mismatch = head === null ? null : compareHashes(() => found ?? undefined, [head])
  if (mismatch !== null) return { ...base, words: `chain cut or rewritten: ${mismatch.detail}` }
  if (listed > last) {
    const detail = `number ${listed} had been written and is not there, by the word of the list of incidents`
    return { ...base, words: `chain cut or rewritten: ${detail}` }
  }
  if (last === 0) return { ...base, words: 'no entries' }
  if (head === null || head.sequence === 0)
    return { ...base, words: 'chain without an end: nothing says any more where it ends' }
  return { ...base, sound: true, words: `chain verified, #1 to #${last}, no gaps` }
}

/** The same while entries are still to be looked at: how far it has come, and no verdict but a break that was seen. */
export function chainSoFar(record: EvidenceRecord, { head, listed }: ChainEnd, now: string): ChainView {
  const broken = chainBroken(record, now)
  if (broken !== null) return broken
  const { entries } = record
  const of = Math.max(entries, head?.sequence ?? 0, listed)
  const words = `checked ${wholeNumber(entries)} of ${wholeNumber(of)}`
  return { ...unjudged(record, now), checking: { entries, of }, words }
}

/** The same where looking failed: what was found before is no verdict any more, but for a break that was seen. */
export function chainUnknown(record: EvidenceRecord, since: string, checkedAt: string): ChainView {
  const words = `chain could not be checked since ${utcClock(since)}`
  return chainBroken(record, checkedAt) ?? { ...unjudged(record, checkedAt), unknown: true, words }
}

/** The same where another entry was read at a number than was checked there. */
export function chainChanged(record: EvidenceRecord, sequence: number, checkedAt: string): ChainView {
  const words = `chain broken at #${sequence}: it is not the entry that was checked`
  return chainBroken(record, checkedAt) ?? { ...unjudged(record, checkedAt), words, brokenAt: sequence }
}

/** Where an entry does not hold, whatever else is known. */
function chainBroken(record: EvidenceRecord, checkedAt: string): ChainView | null {
  const { broken } = record.chain
  if (broken === null) return null
  const words = `chain broken at #${broken.sequence}: ${broken.reason.replaceAll('-', ' ')}, ${broken.detail}`
  return { ...unjudged(record, checkedAt), words, brokenAt: broken.sequence }
}

function unjudged({ chain, entries }: EvidenceRecord, checkedAt: string): Omit<ChainView, 'words'> {
  const [last] = chain.report().heads
  const head = last === undefined ? null : { sequence: last.sequence, hash: last.hash }
  return { sound: false, checking: null, unknown: false, brokenAt: null, head, entries, checkedAt }
}
