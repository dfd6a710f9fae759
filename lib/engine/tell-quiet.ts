import { actsUntil } from '@/lib/domain/run/may-still-act'
import type { RunState } from '@/lib/domain/run/state'
import { isQuiet, liesAhead, type Counting } from './attempt'
import type { IncidentJournal } from './ports'

/**
 * Says of ended attempts that nothing of them can act any more, where the journal's own time does not: the database's
 * clock was set back behind their intents, and what people and undo wait for would last as long as that was.
 */
export async function tellQuiet(counting: Counting, journal: IncidentJournal, run: RunState): Promise<void> {
  const { clock } = counting.ports
  const now = new Date(clock.earliest()).toISOString()
  const quiet = Object.values(run.steps).flatMap(({ id: step, attempts }) =>
    attempts
      .filter((one) => one.ended !== null && actsUntil(one, now) !== null && liesAhead(clock, one))
      .filter((one) => isQuiet(counting, step, one) && counting.seen.mayTellQuiet(step, one))
      .map(({ number: attempt }) => ({ step, attempt })),
  )
  for (const { step, attempt } of quiet) await journal.record({ type: 'tell-quiet', runId: run.id, step, attempt })
}
