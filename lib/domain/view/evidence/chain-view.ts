import { compareHeads, verifyChain } from '../../journal/chain'
import type { JournalEntry, StreamHead } from '../../journal/entry'

export interface ChainView {
  sound: boolean
  /** `chain verified, #1 to #1412, no gaps`, or what is wrong and where. */
  words: string
  /** The first entry that cannot be trusted; null when all can, or when the end is missing. */
  brokenAt: number | null
  head: { sequence: number; hash: string } | null
  entries: number
  checkedAt: string
}

/** Every hash made again, every number counted, and the end compared with where the database says it is. */
export function chainView(entries: readonly JournalEntry[], head: StreamHead | null, now: string): ChainView {
  const { broken, heads } = verifyChain(entries)
  const last = heads[0] ?? null
  const base = {
    head: last === null ? null : { sequence: last.sequence, hash: last.hash },
    entries: entries.length,
    checkedAt: now,
  }
  if (broken !== null)
    return {
      ...base,
      sound: false,
      words: `chain broken at #${broken.sequence}: ${broken.reason.replaceAll('-', ' ')}, ${broken.detail}`,
      brokenAt: broken.sequence,
    }
  const mismatch = head === null ? null : compareHeads(entries, [head])
  if (mismatch !== null)
    return { ...base, sound: false, words: `chain cut or rewritten: ${mismatch.detail}`, brokenAt: null }
  const words = last === null ? 'no entries' : `chain verified, #1 to #${last.sequence}, no gaps`
  return { ...base, sound: last !== null, words, brokenAt: null }
}
