import { createHash } from 'node:crypto'
import { canonicalText } from './canonical'
import { genesisHash, hashAlgorithm, type JournalEntry, type StreamHead } from './entry'

export function sha256Hex(content: string | Uint8Array): string {
  return createHash('sha256').update(content).digest('hex')
}

/** The hash of an entry: over everything that it says, and over the hash of the entry before it. */
export function hashEntry(entry: Omit<JournalEntry, 'hash'>): string {
  const { algorithm, stream, sequence, type, version, at, actor, previousHash, payload } = entry
  return sha256Hex(canonicalText({ algorithm, stream, sequence, type, version, at, actor, previousHash, payload }))
}

export type Break = 'altered' | 'missing' | 'reordered' | 'duplicate' | 'wrong-previous' | 'unknown-algorithm'

export interface BrokenEntry {
  /** Its place among the entries given, from 0. */
  index: number
  stream: string
  sequence: number
  reason: Break
  /** One sentence for a person. */
  detail: string
}

export interface ChainReport {
  entries: number
  /** The last sound entry of every stream, sorted by stream. */
  heads: StreamHead[]
  broken: BrokenEntry | null
}

/**
 * Checks entries in the order given; streams may be mixed, each must be whole from its first entry on.
 * Stops at the first broken entry.
 *
 * Seen: an edited byte, a removed or repeated entry, a changed order, an inserted or back-dated one, a swapped stream.
 * NOT seen from the entries alone: entries cut off the end, and a chain rewritten from some entry on with all its
 * hashes made again. Both need a head that was kept elsewhere: see `compareHeads`.
 */
export function verifyChain(entries: readonly JournalEntry[]): ChainReport {
  const heads = new Map<string, StreamHead>()
  let index = 0
  for (const entry of entries) {
    const head = heads.get(entry.stream) ?? { stream: entry.stream, sequence: 0, hash: genesisHash }
    const found = findBreak(entry, head, entries, index)
    if (found !== null) {
      const { stream, sequence } = entry
      return report(index, heads, { index, stream, sequence, ...found })
    }
    heads.set(entry.stream, { stream: entry.stream, sequence: entry.sequence, hash: entry.hash })
    index += 1
  }
  return report(index, heads, null)
}

function report(entries: number, heads: ReadonlyMap<string, StreamHead>, broken: BrokenEntry | null): ChainReport {
  return { entries, heads: [...heads.values()].sort((a, b) => (a.stream < b.stream ? -1 : 1)), broken }
}

function findBreak(
  entry: JournalEntry,
  head: StreamHead,
  entries: readonly JournalEntry[],
  index: number,
): Pick<BrokenEntry, 'reason' | 'detail'> | null {
  if (entry.algorithm !== hashAlgorithm) {
    return { reason: 'unknown-algorithm', detail: `hashed by ${entry.algorithm}, which this verifier does not know` }
  }
  const actual = hashEntry(entry)
  if (actual !== entry.hash) {
    return { reason: 'altered', detail: `its content hashes to ${actual}, not to the ${entry.hash} it carries` }
  }
  const expected = head.sequence + 1
  if (entry.sequence < expected) {
    return { reason: 'duplicate', detail: `number ${entry.sequence} is there already` }
  }
  if (entry.sequence > expected) {
    const later = entries.slice(index + 1).some((e) => e.stream === entry.stream && e.sequence === expected)
    return later
      ? { reason: 'reordered', detail: `it stands before number ${expected}` }
      : { reason: 'missing', detail: `number ${expected} is missing before it` }
  }
  if (entry.previousHash !== head.hash) {
    return {
      reason: 'wrong-previous',
      detail: `it follows ${entry.previousHash}, but the entry before is ${head.hash}`,
    }
  }
  return null
}

export interface HeadMismatch {
  stream: string
  reason: 'tail-cut' | 'rewritten'
  detail: string
}

/**
 * Compares entries with heads kept elsewhere: the entry a head names must be there, and be the same one.
 * Names the first stream, by name, that does not hold what had been written.
 */
export function compareHeads(entries: readonly JournalEntry[], kept: readonly StreamHead[]): HeadMismatch | null {
  const hashes = new Map(entries.map((entry) => [`${entry.sequence} ${entry.stream}`, entry.hash]))
  for (const { stream, sequence, hash } of [...kept].sort((a, b) => (a.stream < b.stream ? -1 : 1))) {
    if (sequence === 0) continue
    const found = hashes.get(`${sequence} ${stream}`)
    if (found === undefined) {
      return { stream, reason: 'tail-cut', detail: `number ${sequence} had been written and is not there` }
    }
    if (found !== hash) {
      return { stream, reason: 'rewritten', detail: `number ${sequence} is not the entry that had been written` }
    }
  }
  return null
}
