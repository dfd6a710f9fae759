import { ChainCheck, hashHolds } from '../../journal/chain'
import type { JournalEntry } from '../../journal/entry'
import { HashList } from '../../journal/hash-list'
import { Fold, project } from '../../run/project/project'
import type { IncidentState } from '../../run/state'
import { readEntry } from './evidence-input'

/** What a page says of all entries of an incident, without the entries: grows as they are read, in order. */
export class EvidenceRecord {
  readonly chain = new ChainCheck()
  /** Of the entries that hold. */
  private readonly hashes = new HashList()
  entries = 0
  first: JournalEntry | null = null
  last: Pick<JournalEntry, 'sequence' | 'hash'> | null = null
  /** The runbook of each run, by the entries that started them. */
  readonly started = new Map<string, string>()
  /** A state that only this record has, for as long as nobody asked for it. */
  private fold: Fold | null = new Fold()
  private folded: IncidentState | null = null
  /** An entry could not be read, or cannot follow what was before. */
  private impossible = false

  add(entries: readonly JournalEntry[]): void {
    for (const entry of entries) {
      this.first ??= entry
      this.entries += 1
      this.chain.add(entry)
      if (this.chain.broken === null) this.hashes.push(entry.hash)
      const { event } = readEntry(entry)
      if (event?.type === 'run.started') this.started.set(event.payload.runId, event.payload.runbook)
      if (event === null) this.impossible = true
      if (event === null || this.impossible) continue
      try {
        if (this.fold === null) this.folded = project(this.folded, [event])
        else this.fold.add([event])
      } catch {
        this.impossible = true
      }
    }
    const last = entries.at(-1)
    if (last !== undefined) this.last = { sequence: last.sequence, hash: last.hash }
  }

  /**
   * The first of the numbers from one to another under which something else was read now than was checked, or nothing.
   * Null where all is as it was; of what was not checked yet nothing is said.
   */
  firstChanged(read: readonly JournalEntry[], from: number, to: number): number | null {
    const checked = Math.min(to, this.hashes.length)
    for (let sequence = from; sequence <= checked; sequence += 1) {
      const entry = read[sequence - from]
      const same = entry?.sequence === sequence && entry.hash === this.hashes.at(sequence) && hashHolds(entry)
      if (!same) return sequence
    }
    return null
  }

  /** The state the entries lead to; null when an entry cannot be read or the history is impossible. */
  state(): IncidentState | null {
    if (this.impossible) return null
    if (this.fold !== null) {
      this.folded = this.fold.done()
      this.fold = null
    }
    return this.folded
  }
}
