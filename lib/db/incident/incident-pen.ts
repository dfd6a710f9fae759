import type { Actor } from '@/lib/domain/access/actor'
import type { JournalEntry } from '@/lib/domain/journal/entry'
import type { IncidentEvent } from '@/lib/domain/run/events/event'
import { writtenEvent } from '@/lib/domain/run/events/stored-event'
import { changedRows } from '@/lib/domain/run/rows'
import type { IncidentState } from '@/lib/domain/run/state'
import { chainEntries, storeEntries } from '../append-entries'
import type { Transaction } from '../client'
import type { LockedHead } from '../lock-streams'
import { foldEntries } from './fold-incident'
import { saveRows } from './save-rows'

/**
 * Writes behind the locked head of one incident: `say` in memory, `store` all of it at once, with the read tables that
 * follow from it. Until then, what is said within `whole` counts only if that ends well.
 */
export class IncidentPen {
  private entries: JournalEntry[] = []
  private current: IncidentState | null

  constructor(
    private readonly head: LockedHead,
    private readonly before: IncidentState | null,
  ) {
    this.current = before
  }

  get state(): IncidentState {
    if (this.current === null) throw new Error('nothing was said of a new incident')
    return this.current
  }

  say(actor: Actor, events: readonly IncidentEvent[]): IncidentState {
    const written = events.map((event) => writtenEvent(event))
    const entries = chainEntries(this.head, actor, written)
    // Folding what is stored, not what was decided: a history that cannot be read back is never committed.
    this.current = foldEntries(this.current, entries)
    this.entries.push(...entries)
    return this.state
  }

  /** What `work` says, or, where it throws, nothing of it. */
  whole<T>(work: () => T): T {
    const { current, entries } = this
    const { sequence, hash } = this.head
    this.entries = [...entries]
    try {
      return work()
    } catch (error) {
      Object.assign(this, { current, entries })
      Object.assign(this.head, { sequence, hash })
      throw error
    }
  }

  async store(tx: Transaction): Promise<IncidentState> {
    await storeEntries(tx, this.head, this.entries)
    if (this.entries.length > 0) await saveRows(tx, changedRows(this.before, this.state), this.before === null)
    return this.state
  }
}
