import { hubState } from '@/lib/live/hub-state'
import { readHealth } from '@/lib/queries/health'
import { judgeHealth } from '@/lib/domain/view/health'

export const dynamic = 'force-dynamic'

/** Open to probes without signing in; says what works and how old that is, nothing about people or incidents. */
export async function GET(): Promise<Response> {
  const facts = await readHealth()
  const own = facts.database === null ? ({ live: 'not started', clock: null } as const) : await hubState()
  const { healthy, problems, warnings } = judgeHealth({ ...facts, ...own })
  const { database, worker, plans: plan, protection: journalProtection } = facts
  return Response.json(
    { status: healthy ? 'ok' : 'failing', problems, warnings, database, worker, plan, journalProtection, ...own },
    { status: healthy ? 200 : 503, headers: { 'cache-control': 'no-store' } },
  )
}
