import type { Database } from '@/lib/db/client'

/** When each reading was last received, by plan, environment, name and question. */
export type ReadingTimes = Map<string, number>

/**
 * Names of readings received since the last call. Looks ten seconds back and compares, because a reading's time is
 * taken before its transaction commits: "newer than the newest seen" would skip one.
 */
export async function readChangedReadings(db: Database, known: ReadingTimes): Promise<ReadingsNotice[]> {
  const rows = await db.$queryRaw<
    { plan_key: string; environment: string; name: string; question: string; received_at: Date }[]
  >`
    SELECT plan_key, environment, name, question, received_at FROM reading_latest
    WHERE received_at > clock_timestamp() - interval '10 seconds'`
  const notices = new Map<string, ReadingsNotice>()
  for (const row of rows) {
    const place = `${row.plan_key} ${row.environment}`
    const at = row.received_at.getTime()
    const answer = `${place} ${row.name} ${row.question}`
    if (known.get(answer) === at) continue
    known.set(answer, at)
    const notice = notices.get(place) ?? { plan: row.plan_key, environment: row.environment, names: [] }
    if (!notice.names.includes(row.name)) notice.names.push(row.name)
    notices.set(place, notice)
  }
  return [...notices.values()]
}

export interface ReadingsNotice {
  plan: string
  environment: string
  names: string[]
}
