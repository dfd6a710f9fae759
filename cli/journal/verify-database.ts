import { compareHeads, verifyChain } from '@/lib/domain/journal/chain'
import type { JournalEntry } from '@/lib/domain/journal/entry'
import { broken, nothingKnown, type Verdict } from './verdict'

/** Every stream of a database against its head, up to the first that is broken. */
export async function verifyDatabase(url: string): Promise<Verdict> {
  // Loaded only here: an export is verified without any database client.
  const { createDatabase } = await import('@/lib/db/client')
  const { readHeads } = await import('@/lib/db/read-heads')
  const { readStreamNames } = await import('@/lib/db/read-stream-names')
  const { readStreamPages } = await import('@/lib/db/read-stream')
  const database = createDatabase(url, { connections: 2, name: 'breakwater-verify', patience: 60_000 })
  try {
    // Heads first: entries that are appended meanwhile are then more than was promised, not less.
    const heads = new Map((await readHeads(database)).map((head) => [head.stream, head]))
    const names = new Set([...heads.keys(), ...(await readStreamNames(database))])
    let total = 0
    for (const stream of [...names].sort()) {
      const entries: JournalEntry[] = []
      for await (const page of readStreamPages(database, stream)) entries.push(...page)
      const { broken: fault } = verifyChain(entries)
      if (fault !== null)
        return broken(`${stream} #${fault.sequence} (in the database)`, `${fault.reason}: ${fault.detail}`)
      const head = heads.get(stream)
      const mismatch = head === undefined ? null : compareHeads(entries, [head])
      if (mismatch !== null) return broken(stream, `${mismatch.reason}: ${mismatch.detail}`)
      total += entries.length
    }
    return { ...nothingKnown, ok: true, entries: total, streams: names.size }
  } finally {
    await database.$disconnect()
  }
}
