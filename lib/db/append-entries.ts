import { canonicalText } from '@/lib/domain/journal/canonical'
import { hashEntry } from '@/lib/domain/journal/chain'
import {
  hashAlgorithm,
  payloadLimitBytes,
  type JournalEntry,
  type NewEvent,
  type PositionedEntry,
} from '@/lib/domain/journal/entry'
import type { Transaction } from './client'
import type { LockedHead } from './lock-streams'

/** What NOTIFY carries: where to look, never what was written. */
export interface JournalNotice {
  stream: string
  position: number
  /** Of the entry the stream ends at; absent where something else than an entry is there to be looked at. */
  hash?: string
}

/**
 * Chains events behind `head` and moves it, in memory: nothing is stored yet. All get the head's `now`.
 * Throws TypeError for a payload without canonical text, RangeError for one above `payloadLimitBytes`; the head has not
 * moved then.
 */
export function chainEntries(
  head: LockedHead,
  actor: Readonly<Record<string, unknown>>,
  events: readonly NewEvent[],
): JournalEntry[] {
  const { stream } = head
  const at = head.now.toISOString()
  const actorText = canonicalText(actor)
  let { sequence, hash } = head
  const entries = events.map(({ type, version, payload: value }) => {
    const payload = canonicalText(value)
    const bytes = Buffer.byteLength(payload)
    if (bytes > payloadLimitBytes)
      throw new RangeError(`${type}: ${bytes} bytes of payload, ${payloadLimitBytes} allowed`)
    sequence += 1
    const previousHash = hash
    const unhashed = {
      stream,
      sequence,
      type,
      version,
      at,
      actor: actorText,
      payload,
      previousHash,
      algorithm: hashAlgorithm,
    }
    hash = hashEntry(unhashed)
    return { ...unhashed, hash }
  })
  head.sequence = sequence
  head.hash = hash
  return entries
}

/**
 * Stores what was chained behind a head that this transaction has locked, in one statement whatever their number.
 * Whoever listens on `journal` hears of it once the transaction commits.
 */
export async function storeEntries(
  tx: Transaction,
  head: LockedHead,
  entries: readonly JournalEntry[],
): Promise<PositionedEntry[]> {
  if (entries.length === 0) return []
  const { stream, sequence, hash } = head
  const at = head.now.toISOString()
  const rows = await tx.$queryRaw<{ position: bigint; sequence: bigint }[]>`
    WITH stored AS (
      INSERT INTO journal_entry (stream, sequence, type, version, at, actor, payload, previous_hash, hash, algorithm)
      SELECT ${stream}, e.sequence, e.type, e.version, ${at}::timestamptz, e.actor, e.payload, e.previous_hash,
        e.hash, ${hashAlgorithm}
      FROM unnest(
        ${entries.map((e) => e.sequence)}::bigint[], ${entries.map((e) => e.type)}::text[],
        ${entries.map((e) => e.version)}::integer[], ${entries.map((e) => e.actor)}::text[],
        ${entries.map((e) => e.payload)}::text[], ${entries.map((e) => e.previousHash)}::text[],
        ${entries.map((e) => e.hash)}::text[]
      ) AS e (sequence, type, version, actor, payload, previous_hash, hash)
      ORDER BY e.sequence
      RETURNING position, sequence
    ), moved AS (
      UPDATE journal_head SET sequence = ${sequence}, hash = ${hash}, at = ${at}::timestamptz WHERE stream = ${stream}
    ), told AS (
      -- Where to look, never what was written.
      SELECT pg_notify('journal', json_build_object('stream', ${stream}::text, 'position', max(position), 'hash', ${hash}::text)::text)
      FROM stored
    )
    SELECT position, sequence FROM stored, told`
  const positions = new Map(rows.map((row) => [Number(row.sequence), Number(row.position)]))
  const positioned = entries.map((entry) => {
    const position = positions.get(entry.sequence)
    if (position === undefined) throw new Error(`${stream} #${entry.sequence} was not stored`)
    return { ...entry, position }
  })
  return positioned
}

/** Appends events to a stream that this transaction has locked, and moves `head` behind them. */
export async function appendEntries(
  tx: Transaction,
  head: LockedHead,
  actor: Readonly<Record<string, unknown>>,
  events: readonly NewEvent[],
): Promise<PositionedEntry[]> {
  return storeEntries(tx, head, chainEntries(head, actor, events))
}
