import type { Database } from '@/lib/db/client'

/** Whose screen a live stream is. Presence counts persons; accounts are only how they came in. */
export interface Viewer {
  accountId: string
  personId: string
  incidentId: string | null
}

/** Marks viewers as seen now. Where one account looks at several places, an incident wins over none. */
export async function savePresence(db: Database, viewers: readonly Viewer[]): Promise<void> {
  const byAccount = new Map<string, Viewer>()
  for (const viewer of viewers) {
    const known = byAccount.get(viewer.accountId)
    if (known === undefined || known.incidentId === null) byAccount.set(viewer.accountId, viewer)
  }
  // In key order, so that two processes marking the same people never wait for each other.
  const rows = [...byAccount.values()].sort((a, b) => (a.accountId < b.accountId ? -1 : 1))
  await db.$executeRaw`
    INSERT INTO presence (account_id, person_id, incident_id, seen_at)
    SELECT v.account_id, v.person_id, v.incident_id, clock_timestamp()
    FROM unnest(${rows.map((v) => v.accountId)}::text[], ${rows.map((v) => v.personId)}::text[],
      ${rows.map((v) => v.incidentId)}::text[]) AS v (account_id, person_id, incident_id)
    ON CONFLICT (account_id) DO UPDATE
      SET person_id = excluded.person_id, incident_id = excluded.incident_id, seen_at = excluded.seen_at`
}

/** Somebody came or went: screens that show who is here look again. */
export async function notifyPresence(db: Database): Promise<void> {
  await db.$executeRaw`SELECT pg_notify('presence', '')`
}
