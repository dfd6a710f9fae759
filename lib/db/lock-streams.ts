import { genesisHash, type StreamHead } from '@/lib/domain/journal/entry'
import type { Transaction } from './client'

/** The end of a stream while this transaction holds it. `appendEntries` moves it forward. */
export interface LockedHead extends StreamHead {
  /** The time of whatever is appended now: the same for all streams of one `lockStreams`. */
  readonly now: Date
  /** What the database's clock showed then: before `now` where it was set back. Ages are taken by it. */
  readonly clock: Date
  /**
   * Since when, by `clock`, this server is the one that decides on the stream: a standby that took over, or a server that
   * was started again, may have lost the last commits. Null where none was there before it.
   */
  readonly serverSince: Date | null
  /** The last entry from before that; null where none was there before it. */
  readonly serverAfter: number | null
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
  let rows = await lockAll(tx, keys)
  if (rows.length < keys.length) {
    await tx.$executeRaw`
      INSERT INTO journal_head (stream, sequence, hash, at, server)
      SELECT key, 0, ${genesisHash}, 'epoch', pg_postmaster_start_time() FROM unnest(${keys}::text[]) AS key
      ORDER BY key COLLATE "C"
      ON CONFLICT (stream) DO NOTHING`
    rows = await lockAll(tx, keys)
  }
  const last = (times: readonly Date[]) => new Date(Math.max(...times.map((time) => time.getTime())))
  const [now, clock] = [last(rows.map((row) => row.now)), last(rows.map((row) => row.clock))]
  if (rows.length !== keys.length) throw new Error(`cannot lock streams ${keys.join(', ')}`)
  const others = rows.filter(({ same_server: same }) => !same).map(({ stream }) => stream)
  if (others.length > 0) await meetServer(tx, others, clock)
  return new Map(
    rows.map((row) => {
      const { stream, hash, server_since: since, lease_token: token, lease_holder: holder } = row
      const serverSince = row.same_server ? since : row.had_server ? clock : null
      const sequence = Number(row.sequence)
      const known = row.server_after === null ? null : Number(row.server_after)
      const serverAfter = row.same_server ? known : row.had_server ? sequence : null
      const lease = { token: Number(token), holder }
      return [stream, { stream, sequence, hash, now, clock, serverSince, serverAfter, lease }]
    }),
  )
}

/** The first decision on a server that these streams have not met. */
async function meetServer(tx: Transaction, streams: readonly string[], clock: Date): Promise<void> {
  await tx.$executeRaw`
    UPDATE journal_head SET server = pg_postmaster_start_time(),
      server_since = CASE WHEN server IS NULL THEN NULL ELSE ${clock.toISOString()}::timestamptz END,
      server_after = CASE WHEN server IS NULL THEN NULL ELSE sequence END
    WHERE stream = ANY(${streams}::text[])`
}

/** One statement: no row at all, and no lock, where a head is missing; the clock is read once the last lock is granted. */
function lockAll(tx: Transaction, keys: readonly string[]): Promise<HeadRow[]> {
  return tx.$queryRaw<HeadRow[]>`
    WITH locked AS MATERIALIZED (
      SELECT stream, sequence, hash, at, lease_token, lease_holder, server, server_since, server_after FROM journal_head
      WHERE stream = ANY(${keys}::text[])
        AND (SELECT count(*) FROM journal_head WHERE stream = ANY(${keys}::text[])) = ${keys.length}
      ORDER BY stream COLLATE "C" FOR UPDATE)
    SELECT stream, sequence, hash, lease_token, lease_holder, server_since, server_after, server IS NOT NULL AS had_server,
      -- A clock that was set back behind it counts from there again.
      server IS NOT DISTINCT FROM pg_postmaster_start_time() AND coalesce(server_since <= clock, true) AS same_server,
      clock, greatest(clock, max(at) OVER ()) AS now
    FROM (SELECT *, date_trunc('milliseconds', clock_timestamp()) AS clock FROM locked) AS granted`
}

interface HeadRow {
  stream: string
  now: Date
  clock: Date
  sequence: bigint
  hash: string
  lease_token: bigint
  lease_holder: string | null
  server_since: Date | null
  server_after: bigint | null
  had_server: boolean
  same_server: boolean
}

/** `lockStreams` for a single stream. */
export async function lockStream(tx: Transaction, stream: string): Promise<LockedHead> {
  const head = (await lockStreams(tx, [stream])).get(stream)
  if (head === undefined) throw new Error(`cannot lock stream ${stream}`)
  return head
}
