import type { Transaction } from '@/lib/db/client'
import { readStream } from '@/lib/db/read-stream'
import type { JournalEntry, StreamHead } from '@/lib/domain/journal/entry'

/**
 * The stream up to the recorded head and no further, whatever is appended meanwhile. Entries that are gone are left
 * out, not an error: the verifier names them, and a journal that was tampered with must still be handed over.
 */
export async function* pagesUpTo(
  database: Transaction,
  head: StreamHead,
  pageSize = 200,
): AsyncGenerator<JournalEntry[]> {
  for (let last = 0; last < head.sequence;) {
    const page = await readStream(database, head.stream, { after: last, limit: pageSize })
    const within = page.filter(({ sequence }) => sequence <= head.sequence)
    const end = within.at(-1)
    if (end === undefined) return
    yield within
    last = end.sequence
  }
}
