import type { Database } from '@/lib/db/client'
import { giveUpPlace, notifyPresence, savePresence, type Seen } from './presence'

/**
 * Who comes and who goes, written down and told to the other processes. When everybody comes at once, after a restart,
 * those who come while one lot is written go together in the next.
 */
export function createComings(db: Database) {
  let seen: Seen[] = []
  let leaving: Seen[] = []
  let writing: Promise<void> | null = null

  async function write(): Promise<void> {
    try {
      while (seen.length > 0) {
        const [came, left] = [seen, leaving]
        ;[seen, leaving] = [[], []]
        for (const one of left) await giveUpPlace(db, one)
        await savePresence(db, came)
        await notifyPresence(db)
      }
    } finally {
      // Not a moment later: who comes then would wait for a lot that is over.
      writing = null
    }
  }
  return {
    /** Rejects when it could not be written. Whoever waited behind it goes with the next who comes. */
    here(one: Seen, leaves: Seen | null = null): Promise<void> {
      seen.push(one)
      if (leaves !== null) leaving.push(leaves)
      return (writing ??= Promise.resolve().then(write))
    },
  }
}
