import type { Database } from '@/lib/db/client'
import { wellFormed } from '@/lib/domain/well-formed'

interface Place {
  planKey: string
  environment: string
}

/** A webhook was taken; `heartbeat` where it brought the environment's heartbeat. */
export async function noteAlertsTaken(
  db: Database,
  { planKey, environment }: Place,
  heartbeat: boolean,
): Promise<void> {
  await db.$executeRaw`
    INSERT INTO alert_source (plan_key, environment, heard_at, heartbeat_at)
    VALUES (${planKey}, ${environment}, clock_timestamp(), CASE WHEN ${heartbeat} THEN clock_timestamp() END)
    ON CONFLICT (plan_key, environment) DO UPDATE
      SET heard_at = excluded.heard_at, heartbeat_at = coalesce(excluded.heartbeat_at, alert_source.heartbeat_at)`
}

/** One was refused. A sender is told once and may stay away for hours: the refusal is kept where people look. */
export async function noteAlertsRefused(db: Database, place: Place | null, because: string): Promise<void> {
  const { planKey, environment } = place ?? { planKey: '', environment: '' }
  await db.$executeRaw`
    INSERT INTO alert_source (plan_key, environment, refused_at, refused_because, refused_count)
    VALUES (${planKey}, ${environment}, clock_timestamp(), ${wellFormed(because.slice(0, 500))}, 1)
    ON CONFLICT (plan_key, environment) DO UPDATE SET refused_at = excluded.refused_at,
      refused_because = excluded.refused_because, refused_count = alert_source.refused_count + 1`
}
