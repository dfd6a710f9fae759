import { nextMoves, readCast, type MoveKind } from '@/cli/rehearse/next-moves'
import type { Database } from '@/lib/db/client'
import { foldIncident } from '@/lib/db/incident/fold-incident'
import { loadPlan } from '@/lib/db/load-plan'
import { DomainError } from '@/lib/domain/errors'

const scenario = { class: 'region-failure', title: 'test', acceptUnproven: true, acceptUnknownServing: false }

/** People do once what is theirs to do, but for `except`; what is refused now is for the next time. Gives what was recorded. */
export async function pressWhatMay(
  database: Database,
  incidentId: string,
  except: readonly MoveKind[] = [],
): Promise<string[]> {
  const state = await foldIncident(database, incidentId)
  if (state === null) throw new Error(`${incidentId} has no stream`)
  const { moves } = nextMoves(state, await loadPlan(database, state.plan.hash), scenario, await readCast(database))
  const recorded: string[] = []
  for (const move of moves) {
    if (except.includes(move.kind)) continue
    try {
      await move.act()
      recorded.push(move.what)
    } catch (error) {
      if (!(error instanceof DomainError)) throw error
    }
  }
  return recorded
}
