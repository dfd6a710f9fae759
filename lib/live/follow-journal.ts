import type { Database } from '@/lib/db/client'
import { journalHorizon } from '@/lib/db/journal-horizon'
import { holdsEntry, newestEntry, readSince } from '@/lib/db/read-since'
import type { PositionedEntry } from '@/lib/domain/journal/entry'

export interface Follower {
  entries(batch: readonly PositionedEntry[]): void
  /** The end of what was given is no longer in the journal: a standby that had not heard of it took over. */
  replaced(): void
}

export interface FollowedJournal {
  /** Every entry up to here has been given, and none will ever appear there. */
  position(): number
  /** Gives what is new. Throws what the database says. */
  read(): Promise<void>
}

/** Every entry of the journal once, in the order of positions, from now on. */
export async function followJournal(db: Database, follower: Follower): Promise<FollowedJournal> {
  let last = await newestEntry(db, await journalHorizon(db))
  const position = () => last?.position ?? 0
  return {
    position,
    async read() {
      for (;;) {
        const batch = await readSince(db, position())
        // Asked after the read: positions that a lost end gave free come again, under other entries.
        if (last !== null && !(await holdsEntry(db, last))) {
          last = await newestEntry(db, await journalHorizon(db))
          follower.replaced()
          continue
        }
        const newest = batch.at(-1)
        if (newest === undefined) return
        last = { position: newest.position, hash: newest.hash }
        follower.entries(batch)
      }
    },
  }
}
