import type { Transaction } from '@/lib/db/client'
import { attemptLimits, type Attempts } from './attempt-limit'

export interface Asked {
  /** The account, or what stands for a login nobody has. */
  subject: string
  network: string
}

interface Row {
  known: boolean
  pair: number
  pair_ago: number
  network: number
  network_ago: number
  account: number
  account_ago: number
}

/** What the limits ask of one account and one network: the same for every web process, also after a restart. */
export async function readAttempts(db: Transaction, { subject, network }: Asked): Promise<Attempts> {
  const [row] = await db.$queryRaw<Row[]>`
    WITH place AS (SELECT last_at FROM sign_in_place WHERE account_id = ${subject} AND network = ${network}),
    failure AS (
      SELECT subject = ${subject} AS of_subject, network = ${network} AS of_network, at,
        extract(epoch FROM statement_timestamp() - at)::float8 AS ago
      FROM sign_in_failure
      WHERE (subject = ${subject} OR network = ${network})
        AND at > statement_timestamp() - ${attemptLimits.windowSeconds} * interval '1 second')
    SELECT EXISTS (SELECT FROM place) AS known,
      (count(*) FILTER (WHERE since))::int AS pair, coalesce(min(ago) FILTER (WHERE since), 0) AS pair_ago,
      (count(*) FILTER (WHERE of_network))::int AS network, coalesce(min(ago) FILTER (WHERE of_network), 0) AS network_ago,
      (count(*) FILTER (WHERE of_subject))::int AS account, coalesce(min(ago) FILTER (WHERE of_subject), 0) AS account_ago
    FROM (
      SELECT *, of_subject AND of_network AND at > coalesce((SELECT last_at FROM place), '-infinity') AS since
      FROM failure
    ) counted`
  if (row === undefined) throw new Error('the attempts to sign in could not be counted')
  return {
    knownHere: row.known,
    pair: { count: row.pair, secondsAgo: row.pair_ago },
    network: { count: row.network, secondsAgo: row.network_ago },
    account: { count: row.account, secondsAgo: row.account_ago },
  }
}

/** Counts a failure, and forgets those no limit looks at any more. */
export async function countFailure(tx: Transaction, { subject, network }: Asked): Promise<void> {
  await tx.$executeRaw`INSERT INTO sign_in_failure (subject, network) VALUES (${subject}, ${network})`
  await tx.$executeRaw`
    DELETE FROM sign_in_failure
    WHERE at < statement_timestamp() - ${attemptLimits.windowSeconds} * interval '1 second'`
}

/** From here on the account is known in that network. */
export async function rememberPlace(tx: Transaction, account: string, network: string): Promise<void> {
  await tx.$executeRaw`
    INSERT INTO sign_in_place (account_id, network, last_at) VALUES (${account}, ${network}, clock_timestamp())
    ON CONFLICT (account_id, network) DO UPDATE SET last_at = excluded.last_at`
}

/**
 * For what anybody can cause as often as they like: an entry a minute is enough. Null when there was one within the
 * last minute, else how many more there have been since.
 */
export async function dueForEntry(tx: Transaction, subject: string): Promise<number | null> {
  const [note] = await tx.$queryRaw<{ more: bigint; due: boolean }[]>`
    INSERT INTO sign_in_note (subject, at, more) VALUES (${subject}, '-infinity', 1)
    ON CONFLICT (subject) DO UPDATE SET more = sign_in_note.more + 1
    RETURNING more, at < clock_timestamp() - interval '1 minute' AS due`
  if (note === undefined || !note.due) return null
  await tx.$executeRaw`UPDATE sign_in_note SET at = clock_timestamp(), more = 0 WHERE subject = ${subject}`
  return Number(note.more) - 1
}
