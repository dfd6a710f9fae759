import { endHungTransactions } from '@/lib/db/end-hung-transactions'
import { incidentVerb, type IncidentVerb } from './mutation'

const record = incidentVerb('abort-run')
const patience = 600

/**
 * Stops the run. Always accepted while it lives; give it its own connections (`abortDatabase`). Commands hold the
 * stream for milliseconds; a process that hangs in the middle of one would hold an abort up for as long as the server
 * lets it, so an abort that has to wait ends whoever does nothing.
 */
export const abortRun: IncidentVerb<'abort-run'> = async (asker, input) => {
  const waiting = setInterval(() => {
    // The abort itself says what became of it.
    endHungTransactions(asker.database).catch(() => undefined)
  }, patience)
  return record(asker, input).finally(() => clearInterval(waiting))
}
