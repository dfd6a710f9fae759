import type { Database } from '@/lib/db/client'
import { database } from '@/lib/db/client'
import { loadEnvironment } from '@/lib/db/load-plan'
import { DomainError } from '@/lib/domain/errors'

/** Where alerts of an environment go, and the reference of the token that proves them; null accepts none. */
export async function alertTarget(
  planKey: string,
  name: string,
  db: Database = database(),
): Promise<{ database: Database; token: string | null }> {
  const head = await db.environmentHead.findUnique({ where: { planKey_name: { planKey, name } } })
  if (head === null) throw new DomainError({ code: 'not-found', message: 'There is no such plan and environment.' })
  const environment = await loadEnvironment(db, head.hash)
  return { database: db, token: environment.alerts?.token ?? null }
}
