import { genesisHash, type StreamHead } from '@/lib/domain/journal/entry'
import type { Transaction } from './client'

/** The end of a stream while this transaction holds it. `appendEntries` moves it forward. */
export interface LockedHead extends StreamHead {
  /** The time of whatever is appended now: the same for all streams of one `lockStreams`. */
  readonly now: Date
  /** Whose appends count where a worker speaks; token 0 where nobody ever had it. */
  readonly lease: { readonly token: number; readonly holder: string | null }
}

/**
 * Locks the heads of the streams until the transaction ends, in key order, so that two transactions never wait for
 * each other; new streams get a head first. All streams of a transaction belong in ONE call.
 * `now` is the database's clock after the last lock was granted, and never before an entry that is already there.
 */
export async function lockStreams(tx: Transaction, streams: readonly string[]): Promise<Map<string, LockedHead>> {
  const keys = [...new Set(streams)]
  await tx.$executeRaw`
    INSERT INTO journal_head (stream, sequence, hash, at)
    SELECT key, 0, ${genesisHash}, 'epoch' FROM unnest(${keys}::text[]) AS key
    WHERE NOT EXISTS (SELECT FROM journal_head h WHERE h.stream = key)
    ORDER BY key COLLATE "C"
    ON CONFLICT (stream) DO NOTHING`
  const heads = await tx.$queryRaw<HeadRow[]>`
    SELECT stream, sequence, hash, lease_token, lease_holder FROM journal_head WHERE stream = ANY(${keys}::text[])
    ORDER BY stream COLLATE "C" FOR UPDATE`
  // A statement of its own: the clock must be read after the locks were waited for.
  const clock = await tx.$queryRaw<{ now: Date }[]>`
    SELECT greatest(date_trunc('milliseconds', clock_timestamp()), max(at)) AS now
    FROM journal_head WHERE stream = ANY(${keys}::text[])`
  const now = clock[0]?.now
  if (now === undefined || heads.length !== keys.length) throw new Error(`cannot lock streams ${keys.join(', ')}`)
  return new Map(
    heads.map(({ stream, sequence, hash, lease_token: token, lease_holder: holder }) => [
      stream,
      { stream, sequence: Number(sequence), hash, now, lease: { token: Number(token), holder } },
    ]),
  )
}

interface HeadRow {
  stream: string
  sequence: bigint
  hash: string
  lease_token: bigint
  lease_holder: string | null
}

/** `lockStreams` for a single stream. */
export async function lockStream(tx: Transaction, stream: string): Promise<LockedHead> {
  const head = (await lockStreams(tx, [stream])).get(stream)
  if (head === undefined) throw new Error(`cannot lock stream ${stream}`)
  return head
}
