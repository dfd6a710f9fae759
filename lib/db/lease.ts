import type { Database, Transaction } from './client'

/** A right to act, for a short time, under a token larger than every token before it. */
export interface Lease {
  key: string
  holder: string
  token: number
  /** On the database's clock. */
  expiresAt: Date
}

/** Whoever acts under a lease has lost it, or it has run out. */
export class LeaseLostError extends Error {
  override readonly name = 'LeaseLostError'
  constructor(readonly key: string) {
    super(`lease ${key} is no longer held`)
  }
}

interface Row {
  key: string
  holder: string
  token: bigint
  expires_at: Date
}
const leaseFromRow = ({ key, holder, token, expires_at }: Row): Lease => ({
  key,
  holder,
  token: Number(token),
  expiresAt: expires_at,
})

/** Takes a lease that is free or has expired; null while somebody holds it, the caller included. */
export async function acquireLease(
  db: Database | Transaction,
  key: string,
  holder: string,
  milliseconds: number,
): Promise<Lease | null> {
  const rows = await db.$queryRaw<Row[]>`
    INSERT INTO lease AS l (key, holder, token, expires_at)
    VALUES (${key}, ${holder}, 1, clock_timestamp() + ${milliseconds} * interval '1 millisecond')
    ON CONFLICT (key) DO UPDATE
      SET holder = excluded.holder, token = l.token + 1,
        expires_at = clock_timestamp() + ${milliseconds} * interval '1 millisecond'
      WHERE l.expires_at <= clock_timestamp()
    RETURNING key, holder, token, expires_at`
  return rows[0] === undefined ? null : leaseFromRow(rows[0])
}

/** Prolongs a lease that is still held; null when it has run out, even if nobody has taken it yet. */
export async function renewLease(
  db: Database | Transaction,
  lease: Lease,
  milliseconds: number,
): Promise<Lease | null> {
  const rows = await db.$queryRaw<Row[]>`
    UPDATE lease SET expires_at = clock_timestamp() + ${milliseconds} * interval '1 millisecond'
    WHERE key = ${lease.key} AND holder = ${lease.holder} AND token = ${lease.token}
      AND expires_at > clock_timestamp()
    RETURNING key, holder, token, expires_at`
  return rows[0] === undefined ? null : leaseFromRow(rows[0])
}

/** Gives a lease back at once. The row stays, so that the next token is larger. */
export async function releaseLease(db: Database | Transaction, lease: Lease): Promise<void> {
  await db.$executeRaw`
    UPDATE lease SET expires_at = clock_timestamp()
    WHERE key = ${lease.key} AND holder = ${lease.holder} AND token = ${lease.token}
      AND expires_at > clock_timestamp()`
}

/**
 * Makes the transaction fail unless the lease is held now, and keeps it from changing hands until the transaction
 * ends: an append under an old token can neither pass nor slip in behind the successor. Throws LeaseLostError.
 */
export async function assertLease(
  tx: Transaction,
  { key, holder, token }: Pick<Lease, 'key' | 'holder' | 'token'>,
): Promise<void> {
  const held = await tx.$queryRaw<{ live: boolean }[]>`
    SELECT true AS live FROM lease WHERE key = ${key} AND holder = ${holder} AND token = ${token} FOR SHARE`
  // The clock once more, after a possible wait for the row: a condition is not checked again for a row unchanged.
  const live = await tx.$queryRaw<{ live: boolean }[]>`
    SELECT expires_at > clock_timestamp() AS live FROM lease WHERE key = ${key}`
  if (held.length === 0 || live[0]?.live !== true) throw new LeaseLostError(key)
}
