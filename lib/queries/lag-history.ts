import type { Database } from '@/lib/db/client'
import { noIncident } from '@/lib/domain/plan/reference/bindings'
import { questionOf, type Asking } from '@/lib/domain/posture/question'
import { readingPath } from '@/lib/domain/posture/sample'
import type { ReadingHistory } from '@/lib/domain/view/posture/posture-input'

/** The highest value of a reading's field in each bucket since `from`. A field that is no number counts as no sample. */
export async function readHistory(
  db: Database,
  asking: Asking,
  path: string,
  { from, until, bucketMilliseconds }: { from: Date; until: Date; bucketMilliseconds: number },
): Promise<ReadingHistory> {
  const { reading, field } = readingPath(path)
  const { plan, environment } = asking
  const question = questionOf(asking, reading, noIncident)
  const start = Math.floor(from.getTime() / bucketMilliseconds) * bucketMilliseconds
  const rows = await db.$queryRaw<{ bucket: number; highest: number | null }[]>`
    SELECT floor((extract(epoch FROM observed_at) * 1000 - ${start}::float8) / ${bucketMilliseconds}::float8)::int AS bucket,
      max((value::jsonb ->> ${field})::float8) AS highest
    FROM reading
    WHERE plan_key = ${plan.key} AND environment = ${environment.name} AND name = ${reading} AND question = ${question}
      AND observed_at >= ${new Date(start).toISOString()}::timestamptz AND observed_at <= ${until.toISOString()}::timestamptz
      AND value::jsonb ->> ${field} ~ '^-?[0-9]+(\\.[0-9]+)?$'
    GROUP BY 1`
  const buckets = Math.floor((until.getTime() - start) / bucketMilliseconds) + 1
  const highest = Array.from<number | null>({ length: buckets }).fill(null)
  for (const row of rows) if (row.bucket >= 0 && row.bucket < buckets) highest[row.bucket] = row.highest
  return { reading: path, from: new Date(start).toISOString(), bucketMilliseconds, highest }
}
