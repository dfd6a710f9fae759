import { Client, escapeLiteral } from 'pg'
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

  /**
   * In order, a page at a time, by one statement: however little the server knows of its table, it sorts a stream once.
   * One stream after the other.
   */
  async *pages(stream: string): AsyncGenerator<JournalEntry[]> {
    await this.client.query('BEGIN READ ONLY')
    try {
      await this.client.query(
        `DECLARE entries NO SCROLL CURSOR FOR
          SELECT sequence, type, version, to_char(at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'),
            actor, payload, previous_hash, hash, algorithm
          FROM journal_entry WHERE stream = ${escapeLiteral(stream)} ORDER BY sequence`,
      )
      for (let coming = this.fetch(); ;) {
        const rows = await coming
        if (rows.length === page) {
          coming = this.fetch()
          // Whoever stops looking hears nothing of it.
          coming.catch(() => undefined)
        }
        if (rows.length > 0) yield rows.map((row) => entryOf(stream, row))
        if (rows.length < page) return
      }
    } finally {
      await this.client.query('ROLLBACK')
    }
  }

  private async fetch(): Promise<Row[]> {
    const { rows } = await this.client.query<Row>({
      rowMode: 'array',
      types: { getTypeParser: () => (text: string) => text },
      text: `FETCH ${page} FROM entries`,
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
