import { genesisHash } from '@/lib/domain/journal/entry'
import type { LeaseLook } from '@/lib/engine/ports'
import type { Database, Transaction } from './client'
import type { LockedHead } from './lock-streams'
import { withTransaction } from './transaction'

/** The right to act on a stream, for a short time, under a token larger than every token before it. */
export interface Lease {
  /** The stream. */
  key: string
  holder: string
  token: number
}

/** Whoever acts under a lease has lost it. */
export class LeaseLostError extends Error {
  override readonly name = 'LeaseLostError'
  constructor(readonly key: string) {
    super(`lease ${key} is no longer held`)
  }
}

/** How long taking a lease waits for an append that is under way; a process that hangs in one is waited for elsewhere. */
const patience = 200

/** What stands of leases now, without locking any. The mark changes with every renewal. */
export async function lookAtLeases(db: Database, keys: readonly string[]): Promise<LeaseLook[]> {
  return db.$queryRaw<LeaseLook[]>`
    SELECT asked.key AS stream, l.token || '/' || l.expires_at::text AS mark,
      coalesce(l.expires_at <= clock_timestamp(), true) AS over,
      coalesce(extract(epoch FROM clock_timestamp() - l.expires_at) * 1000, 0)::float8 AS unattended
    FROM unnest(${[...keys]}::text[]) AS asked (key) LEFT JOIN lease l ON l.key = asked.key`
}

/**
 * Takes a lease that is free, has run out, or was not renewed since `mark`; null while somebody holds it, the caller
 * included, while another takes it, or while an append of the former holder does not end. What the head then says
 * fences the former holder off.
 */
export async function acquireLease(
  db: Database,
  key: string,
  holder: string,
  { milliseconds, mark = null }: { milliseconds: number; mark?: string | null },
): Promise<Lease | null> {
  await db.$executeRaw`
    INSERT INTO lease (key, holder, token, expires_at) VALUES (${key}, '', 0, 'epoch') ON CONFLICT (key) DO NOTHING`
  try {
    return await withTransaction(db, (tx) => take(tx, { key, holder }, milliseconds, mark))
  } catch (error) {
    if (isLockTimeout(error)) return null
    throw error
  }
}

async function take(
  tx: Transaction,
  { key, holder }: { key: string; holder: string },
  milliseconds: number,
  mark: string | null,
): Promise<Lease | null> {
  const free = await tx.$queryRaw<{ token: bigint }[]>`
    SELECT token FROM lease
    WHERE key = ${key} AND (expires_at <= clock_timestamp() OR token || '/' || expires_at::text = ${mark})
    FOR UPDATE SKIP LOCKED`
  if (free[0] === undefined) return null
  const token = Number(free[0].token) + 1
  await tx.$executeRawUnsafe(`SET LOCAL lock_timeout = ${patience}`)
  await tx.$executeRaw`
    INSERT INTO journal_head AS h (stream, sequence, hash, at, lease_token, lease_holder)
    VALUES (${key}, 0, ${genesisHash}, 'epoch', ${token}, ${holder})
    ON CONFLICT (stream) DO UPDATE SET lease_token = excluded.lease_token, lease_holder = excluded.lease_holder`
  // Counted from now, not from before the wait for the head.
  await tx.$executeRaw`
    UPDATE lease SET holder = ${holder}, token = ${token},
      expires_at = clock_timestamp() + ${milliseconds} * interval '1 millisecond'
    WHERE key = ${key}`
  return { key, holder, token }
}

/** SQLSTATE 55P03, in each of the shapes the client gives it. */
export function isLockTimeout(error: unknown): boolean {
  return error instanceof Error && /55P03|lock timeout/.test(`${error.message} ${JSON.stringify(error)}`)
}

/**
 * Prolongs leases that nobody has taken since, even those that have run out; gives the keys of those that another has.
 * One statement for all, which waits for nobody: a row that somebody is about to take is left to them.
 */
export async function renewLeases(db: Database, leases: readonly Lease[], milliseconds: number): Promise<string[]> {
  const rows = await db.$queryRaw<{ key: string }[]>`
    WITH mine AS (
      SELECT l.key FROM lease l
      JOIN unnest(${leases.map(({ key }) => key)}::text[], ${leases.map(({ holder }) => holder)}::text[],
        ${leases.map(({ token }) => token)}::bigint[]) AS m (key, holder, token)
        ON m.key = l.key AND m.holder = l.holder AND m.token = l.token
      ORDER BY l.key FOR UPDATE OF l SKIP LOCKED)
    UPDATE lease SET expires_at = clock_timestamp() + ${milliseconds} * interval '1 millisecond'
    FROM mine WHERE lease.key = mine.key RETURNING lease.key`
  const renewed = new Set(rows.map(({ key }) => key))
  const others = leases.filter(({ key }) => !renewed.has(key))
  if (others.length === 0) return []
  // Skipped is not lost: what the row says, once it can be read, decides.
  const now = await db.lease.findMany({ where: { key: { in: others.map(({ key }) => key) } } })
  const held = (one: Lease) =>
    now.some(({ key, holder, token }) => key === one.key && holder === one.holder && Number(token) === one.token)
  return others.filter((one) => !held(one)).map(({ key }) => key)
}

/** Gives a lease back at once. The row stays, so that the next token is larger. */
export async function releaseLease(db: Database | Transaction, lease: Lease): Promise<void> {
  await db.$executeRaw`
    UPDATE lease SET expires_at = clock_timestamp()
    WHERE key = ${lease.key} AND holder = ${lease.holder} AND token = ${lease.token}
      AND expires_at > clock_timestamp()`
}

/**
 * Fails unless the lease is the one the locked head names: nobody can take it before this transaction ends. Whether it
 * has run out does not matter as long as nobody has taken it. Throws LeaseLostError.
 */
export function assertLease(head: LockedHead, { key, holder, token }: Pick<Lease, 'key' | 'holder' | 'token'>): void {
  if (head.stream !== key) throw new Error(`a lease of ${key} says nothing of ${head.stream}`)
  if (head.lease.token !== token || head.lease.holder !== holder) throw new LeaseLostError(key)
}
