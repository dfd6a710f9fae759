import type { Database, Transaction } from '@/lib/db/client'
import { roles as allRoles, type Role } from '@/lib/domain/access/roles'
import { hashSessionToken, newSessionToken } from './session-token'

/**
 * An open page counts as use (its live stream prolongs the session), so that nobody is signed out while watching an
 * incident. The absolute limit holds whatever is open.
 */
export const sessionLimits = { idleMilliseconds: 30 * 60_000, absoluteMilliseconds: 12 * 3_600_000 } as const

/** Who a session belongs to, with the roles of this moment. */
export interface SessionPerson {
  sessionId: string
  accountId: string
  personId: string
  login: string
  name: string
  title: string
  roles: Role[]
}

interface Row {
  token: string
  session_id: string
  account_id: string
  person_id: string
  login: string
  name: string
  title: string
  roles: string[]
  stale: boolean
}

/** Opens a session and gives its token, which is told to nobody but the browser. */
export async function createSession(tx: Transaction, accountId: string): Promise<{ id: string; token: string }> {
  const token = newSessionToken()
  const rows = await tx.$queryRaw<{ id: string }[]>`
    INSERT INTO session (session_token, account_id, expires)
    VALUES (${hashSessionToken(token)}, ${accountId},
      clock_timestamp() + ${sessionLimits.idleMilliseconds} * interval '1 millisecond')
    RETURNING id`
  const id = rows[0]?.id
  if (id === undefined) throw new Error('the session was not stored')
  return { id, token }
}

/**
 * The persons behind live sessions, by token. Expired sessions, disabled accounts and disabled persons are absent at
 * once: nothing about a person is kept in the cookie.
 */
export async function findSessions(
  db: Database | Transaction,
  tokens: readonly string[],
): Promise<Map<string, SessionPerson & { stale: boolean }>> {
  const byHash = new Map(tokens.map((token) => [hashSessionToken(token), token]))
  const { idleMilliseconds, absoluteMilliseconds } = sessionLimits
  const rows = await db.$queryRaw<Row[]>`
    SELECT s.session_token AS token, s.id AS session_id, a.id AS account_id, p.id AS person_id, a.login, p.name, p.title,
      s.expires < clock_timestamp() + ${idleMilliseconds - 60_000} * interval '1 millisecond' AS stale,
      ARRAY(SELECT DISTINCT r.role FROM role_grant r WHERE r.person_id = p.id ORDER BY r.role) AS roles
    FROM session s
      JOIN account a ON a.id = s.account_id AND a.disabled_at IS NULL
      JOIN person p ON p.id = a.person_id AND p.disabled_at IS NULL
    WHERE s.session_token = ANY(${[...byHash.keys()]}::text[]) AND s.expires > clock_timestamp()
      AND s.created_at > clock_timestamp() - ${absoluteMilliseconds} * interval '1 millisecond'`
  return new Map(
    rows.map((row) => [
      byHash.get(row.token) ?? '',
      {
        sessionId: row.session_id,
        accountId: row.account_id,
        personId: row.person_id,
        login: row.login,
        name: row.name,
        title: row.title,
        roles: allRoles.filter((role) => row.roles.includes(role)),
        stale: row.stale,
      },
    ]),
  )
}

/** Marks sessions as used now. At most one write a minute and session, since only `stale` ones are passed. */
export async function touchSessions(db: Database | Transaction, sessionIds: readonly string[]): Promise<void> {
  await db.$executeRaw`
    UPDATE session SET expires = clock_timestamp() + ${sessionLimits.idleMilliseconds} * interval '1 millisecond'
    WHERE id = ANY(${[...sessionIds]}::text[]) AND expires > clock_timestamp()`
}

/** Ends a session for good; null when it had ended before. */
export async function deleteSession(
  tx: Transaction,
  token: string,
): Promise<{ id: string; accountId: string; personId: string } | null> {
  const rows = await tx.$queryRaw<{ id: string; account_id: string; person_id: string }[]>`
    DELETE FROM session s USING account a
    WHERE s.session_token = ${hashSessionToken(token)} AND a.id = s.account_id
    RETURNING s.id, s.account_id, a.person_id`
  const row = rows[0]
  return row === undefined ? null : { id: row.id, accountId: row.account_id, personId: row.person_id }
}

/** Rows nobody can use any more. Called at sign-in, so that the table needs no job of its own. */
export async function deleteEndedSessions(tx: Transaction): Promise<void> {
  await tx.$executeRaw`
    DELETE FROM session WHERE expires < clock_timestamp()
      OR created_at < clock_timestamp() - ${sessionLimits.absoluteMilliseconds} * interval '1 millisecond'`
}
