import { Client } from 'pg'
import type { JournalEntry } from '@/lib/domain/journal/entry'
import { connectionUrl } from './connection-url'

const page = 500

/**
 * Whole streams, entry by entry, for whoever reads a journal of millions: rows as the server sends them, and the next
 * page is on its way while one is looked at. The caller ends it with `end()`.
 */
export class EntryReader {
  private readonly client: Client

  constructor(url: string) {
    this.client = new Client({ connectionString: connectionUrl(url), application_name: 'breakwater-verify' })
    // A connection that breaks fails the statement under way; without a listener it would also end the process.
    this.client.on('error', () => undefined)
  }

  connect(): Promise<unknown> {
    return this.client.connect()
  }

  end(): Promise<void> {
    return this.client.end()
  }

  /** In order, a page at a time. */
  async *pages(stream: string): AsyncGenerator<JournalEntry[]> {
    let coming = this.read(stream, '0')
    for (;;) {
      const rows = await coming
      const last = rows.at(-1)
      if (last === undefined) return
      const more = rows.length === page
      if (more) {
        coming = this.read(stream, last[0])
        // Whoever stops looking hears nothing of it.
        coming.catch(() => undefined)
      }
      yield rows.map((row) => entryOf(stream, row))
      if (!more) return
    }
  }

  private async read(stream: string, after: string): Promise<Row[]> {
    const { rows } = await this.client.query<Row>({
      name: 'entries-of-stream',
      rowMode: 'array',
      types: { getTypeParser: () => (text: string) => text },
      text: `SELECT sequence, type, version, to_char(at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'),
        actor, payload, previous_hash, hash, algorithm
        FROM journal_entry WHERE stream = $1 AND sequence > $2 ORDER BY sequence LIMIT ${page}`,
      values: [stream, after],
    })
    return rows
  }
}

type Row = [string, string, string, string, string, string, string, string, string]

function entryOf(stream: string, [sequence, type, version, at, actor, payload, previousHash, hash, algorithm]: Row) {
  return {
    stream,
    sequence: Number(sequence),
    type,
    version: Number(version),
    at,
    actor,
    payload,
    previousHash,
    hash,
    algorithm,
  }
}
