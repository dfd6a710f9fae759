import { database } from '@/lib/db/client'
import { lookAtWrites, writesRefused } from '@/lib/db/database-writes'
import { readJournalProtection } from '@/lib/db/read-journal-protection'
import type { HealthFacts } from '@/lib/domain/view/health'
import { shareView } from './share-view'
import { withinLimit } from './within-limit'

type Facts = Omit<HealthFacts, 'live' | 'clock'>

/**
 * Everything but the live stream and the clock, which are this process's own. An unreachable database is a fact here, no error. Shared
 * for a second: anybody may ask, and the connections are those of everybody's pages.
 */
export function readHealth(): Promise<Facts> {
  return shareView('health', { version: '', fresh: 1_000 }, read)
}

async function read(): Promise<Facts> {
  const none = { database: null, worker: null, plans: [], refusedAlerts: [], protection: null, refuses: null }
  const started = performance.now()
  try {
    const db = database()
    const [workers, plans, refused, protection] = await withinLimit(
      Promise.all([
        db.$queryRaw<{ id: string; age: number }[]>`
          SELECT id, (extract(epoch FROM clock_timestamp() - seen_at) * 1000)::float8 AS age
          FROM worker ORDER BY seen_at DESC LIMIT 1`,
        db.$queryRaw<{ key: string; hash: string; age: number }[]>`
          SELECT h.key, h.hash, (extract(epoch FROM clock_timestamp() - v.imported_at) * 1000)::float8 AS age
          FROM plan_head h JOIN plan_version v ON v.hash = h.hash ORDER BY h.key`,
        db.$queryRaw<{ plan: string; environment: string; count: bigint; age: number }[]>`
          SELECT plan_key AS plan, environment, refused_count AS count,
            (extract(epoch FROM clock_timestamp() - refused_at) * 1000)::float8 AS age
          FROM alert_source WHERE refused_at > coalesce(heard_at, '-infinity') ORDER BY plan_key, environment`,
        readJournalProtection(db).catch(() => null),
        lookAtWrites(db),
      ]),
      3_000,
    )
    const worker = workers[0]
    return {
      database: { milliseconds: Math.round(performance.now() - started) },
      worker: worker === undefined ? null : { id: worker.id, seenMillisecondsAgo: Math.max(0, Math.round(worker.age)) },
      plans: plans.map(({ key, hash, age }) => ({ key, hash, importedMillisecondsAgo: Math.max(0, Math.round(age)) })),
      refusedAlerts: refused.map(({ plan, environment, count, age }) => ({
        place: plan === '' ? null : `${plan}/${environment}`,
        count: Number(count),
        millisecondsAgo: Math.max(0, Math.round(age)),
      })),
      refuses: writesRefused(),
      protection: protection === null ? null : { level: protection.level, detail: protection.detail },
    }
  } catch {
    return none
  }
}
