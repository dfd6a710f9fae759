import { hash } from 'node:crypto'
import { canonicalText } from './canonical'
import { genesisHash, hashAlgorithm, isEntryTime, type JournalEntry, type StreamHead } from './entry'

export function sha256Hex(content: string | Uint8Array): string {
  return hash('sha256', content)
}

/** The hash of an entry: over everything that it says, and over the hash of the entry before it. */
export function hashEntry({
  algorithm,
  stream,
  sequence,
  type,
  version,
  at,
  actor,
  previousHash,
  payload,
}: Unhashed): string {
  // As `canonicalText` writes the nine fields, without looking for them: journals are verified by the million.
  const of = canonicalText
  const texts = `"actor":${of(actor)},"algorithm":${of(algorithm)},"at":${of(at)},"payload":${of(payload)}`
  const place = `"previousHash":${of(previousHash)},"sequence":${of(sequence)},"stream":${of(stream)}`
  return sha256Hex(`{${texts},${place},"type":${of(type)},"version":${of(version)}}`)
}

/** Whether an entry carries the hash of what it says. Of what a row may hold that no entry can say, it does not. */
export function hashHolds(entry: JournalEntry): boolean {
  return whyAltered(entry) === null
}

function whyAltered(entry: JournalEntry): string | null {
  if (!isEntryTime(entry.at)) return 'its time cannot be read'
  if (!Number.isSafeInteger(entry.sequence)) return 'its number cannot be read'
  const actual = hashEntry(entry)
  return actual === entry.hash ? null : `its content hashes to ${actual}, not to the ${entry.hash} it carries`
}

type Unhashed = Omit<JournalEntry, 'hash'>

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
 * Checks entries in the order they are given; streams may be mixed, each must be whole from its first entry on, and none
 * is kept. What follows the first broken entry is looked at for the reason alone.
 *
 * Seen: an edited byte, a removed or repeated entry, a changed order, an inserted or back-dated one, a swapped stream.
 * NOT seen from the entries alone: entries cut off the end, and a chain rewritten from some entry on with all its
 * hashes made again. Both need a head that was kept elsewhere: see `compareHeads`.
 */
export class ChainCheck {
  private readonly heads = new Map<string, StreamHead>()
  private entries = 0
  /** The first that does not hold; null while all do. */
  broken: BrokenEntry | null = null

  add(entry: JournalEntry): void {
    const { stream, sequence } = entry
    const head = this.heads.get(stream)
    if (this.broken !== null) {
      const expected = (head?.sequence ?? 0) + 1
      if (this.broken.reason === 'missing' && this.broken.stream === stream && sequence === expected)
        this.broken = { ...this.broken, reason: 'reordered', detail: `it stands before number ${expected}` }
      return
    }
    const found = findBreak(entry, head ?? { stream, sequence: 0, hash: genesisHash })
    if (found !== null) this.broken = { index: this.entries, stream, sequence, ...found }
    else {
      this.entries += 1
      if (head === undefined) this.heads.set(stream, { stream, sequence, hash: entry.hash })
      else Object.assign(head, { sequence, hash: entry.hash })
    }
  }

  report(): ChainReport {
    const heads = [...this.heads.values()].map((head) => ({ ...head }))
    return { entries: this.entries, heads: heads.sort((a, b) => (a.stream < b.stream ? -1 : 1)), broken: this.broken }
  }
}

export function verifyChain(entries: Iterable<JournalEntry>): ChainReport {
  const check = new ChainCheck()
  for (const entry of entries) check.add(entry)
  return check.report()
}

function findBreak(entry: JournalEntry, head: StreamHead): Pick<BrokenEntry, 'reason' | 'detail'> | null {
  if (entry.algorithm !== hashAlgorithm) {
    return { reason: 'unknown-algorithm', detail: `hashed by ${entry.algorithm}, which this verifier does not know` }
  }
  const altered = whyAltered(entry)
  if (altered !== null) return { reason: 'altered', detail: altered }
  const expected = head.sequence + 1
  if (entry.sequence < expected) return { reason: 'duplicate', detail: `number ${entry.sequence} is there already` }
  if (entry.sequence > expected) return { reason: 'missing', detail: `number ${expected} is missing before it` }
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
  return compareHashes(({ stream, sequence }) => hashes.get(`${sequence} ${stream}`), kept)
}

/** The same by the hash that stands at the place of each head. */
export function compareHashes(
  hashAt: (head: StreamHead) => string | undefined,
  kept: readonly StreamHead[],
): HeadMismatch | null {
  for (const head of [...kept].sort((a, b) => (a.stream < b.stream ? -1 : 1))) {
    const { stream, sequence, hash } = head
    if (sequence === 0) continue
    const found = hashAt(head)
    if (found === undefined) {
      return { stream, reason: 'tail-cut', detail: `number ${sequence} had been written and is not there` }
    }
    if (found !== hash) {
      return { stream, reason: 'rewritten', detail: `number ${sequence} is not the entry that had been written` }
    }
  }
  return null
}
