import type { Database } from '@/lib/db/client'

/** Whose screen a live stream is, and what it shows. Presence counts persons; accounts are only how they came in. */
export interface Viewer {
  accountId: string
  personId: string
  incidentId: string | null
}

/** One page of the console that is open and looked at, with when it was opened or last brought to the front. */
export interface Seen {
  viewer: Viewer
  openedAt: Date
}

/** A place is given up for an older page when nothing was heard from it for two beats. */
const goneMilliseconds = 10_000

/**
 * Of one person's pages the one that says where they are: the newest about an incident, else the newest. Whoever has an
 * incident open is there, whatever else they look at beside it.
 */
export function placeOf(pages: readonly Seen[]): Seen | null {
  const byAge = pages.toSorted((a, b) => a.openedAt.getTime() - b.openedAt.getTime())
  return byAge.findLast(({ viewer }) => viewer.incidentId !== null) ?? byAge.at(-1) ?? null
}

/**
 * Marks persons as seen now, on whatever page. Where somebody has several pages open, by whichever account and whichever
 * web process, `placeOf` says which of them tells where they are; another only says that they are there.
 */
export async function savePresence(db: Database, seen: readonly Seen[]): Promise<void> {
  const pages = new Map<string, Seen[]>()
  for (const one of seen) pages.set(one.viewer.personId, [...(pages.get(one.viewer.personId) ?? []), one])
  const places = [...pages.values()].flatMap((own) => placeOf(own) ?? [])
  // In key order, so that two processes marking the same people never wait for each other.
  const rows = places.sort((a, b) => (a.viewer.personId < b.viewer.personId ? -1 : 1))
  await db.$executeRaw`
    INSERT INTO presence AS known (person_id, account_id, incident_id, opened_at, placed_at, seen_at)
    SELECT v.person_id, v.account_id, v.incident_id, v.opened_at, clock_timestamp(), clock_timestamp()
    FROM unnest(${rows.map(({ viewer }) => viewer.personId)}::text[],
      ${rows.map(({ viewer }) => viewer.accountId)}::text[], ${rows.map(({ viewer }) => viewer.incidentId)}::text[],
      ${rows.map(({ openedAt }) => openedAt)}::timestamptz[]) AS v (person_id, account_id, incident_id, opened_at)
    ON CONFLICT (person_id) DO UPDATE SET
      seen_at = excluded.seen_at,
      (account_id, incident_id, opened_at, placed_at) = (
        SELECT CASE WHEN t.takes THEN excluded.account_id ELSE known.account_id END,
          CASE WHEN t.takes THEN excluded.incident_id ELSE known.incident_id END,
          CASE WHEN t.takes THEN excluded.opened_at ELSE known.opened_at END,
          CASE WHEN t.takes THEN excluded.placed_at ELSE known.placed_at END
        FROM (SELECT CASE
            WHEN known.placed_at < clock_timestamp() - make_interval(secs => ${goneMilliseconds / 1_000}) THEN true
            WHEN (excluded.incident_id IS NULL) = (known.incident_id IS NULL)
              THEN excluded.opened_at >= known.opened_at
            ELSE excluded.incident_id IS NOT NULL END AS takes) AS t)`
}

/** The page that said where its person is was closed: one of those that are left says so from now on. */
export async function giveUpPlace(db: Database, { viewer, openedAt }: Seen): Promise<void> {
  await db.$executeRaw`
    UPDATE presence SET opened_at = '-infinity', placed_at = '-infinity'
    WHERE person_id = ${viewer.personId} AND opened_at = ${openedAt}`
}

/** Somebody came or went: screens that show who is here look again. */
export async function notifyPresence(db: Database): Promise<void> {
  await db.$executeRaw`SELECT pg_notify('presence', '')`
}
