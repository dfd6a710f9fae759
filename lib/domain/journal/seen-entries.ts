import { ChainCheck, compareHashes, type HeadMismatch } from './chain'
import type { JournalEntry, StreamHead } from './entry'
import { HashList } from './hash-list'

interface Place {
  stream: string
  sequence: number
  /** Its place in the file, from 0. */
  index: number
}

/** The entries of a file as they came by: of each only its hash is kept, of a few the rest. */
export class SeenEntries {
  readonly chain = new ChainCheck()
  first: JournalEntry | null = null
  private count = 0
  /** The first entry that is of another stream than the first. */
  private other: Place | null = null
  private readonly hashes = new Map<string, HashList>()

  add(entry: JournalEntry): void {
    const { stream, sequence } = entry
    this.first ??= entry
    if (this.other === null && stream !== this.first.stream) this.other = { stream, sequence, index: this.count }
    this.count += 1
    this.chain.add(entry)
    // What comes after the first broken entry is compared with nothing.
    if (this.chain.broken !== null) return
    const known = this.hashes.get(stream) ?? new HashList()
    known.push(entry.hash)
    this.hashes.set(stream, known)
  }

  /** Where a stream ends here; null where it has no entry. */
  endOf(stream: string): StreamHead | null {
    const list = this.hashes.get(stream)
    return list === undefined ? null : { stream, sequence: list.length, hash: list.at(list.length) ?? '' }
  }

  /** The first entry that is not of the stream. */
  firstOutside(stream: string): Place | null {
    if (this.first === null || this.first.stream === stream) return this.other
    return { stream: this.first.stream, sequence: this.first.sequence, index: 0 }
  }

  /** Of a sound chain: the entry a head names must be there, and be the same one. */
  compareHeads(kept: readonly StreamHead[]): HeadMismatch | null {
    return compareHashes(({ stream, sequence }) => this.hashes.get(stream)?.at(sequence), kept)
  }
}
