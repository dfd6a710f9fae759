import type { Runbook } from '../../plan/schema/runbook'
import { mayBeSent, pointOfNoReturnInDoubt } from '../../run/ready'
import type { RunState } from '../../run/state'
import { stepOf } from '../../run/state'
import { utcClock } from '../format/instant'

/** Where the line stands and what it says. */
export interface PointOfNoReturnView {
  /** The row it is drawn above. */
  before: string
  state: 'ahead' | 'in-doubt' | 'crossed'
  line: string
  lastSafeAbort: string
}

export function lineView(runbook: Runbook, run: RunState | null): PointOfNoReturnView | null {
  const id = runbook.pointOfNoReturn
  if (id === null) return null
  const before = `step:${id}`
  const crossed = run?.pointOfNoReturn ?? null
  const step = run === null ? null : stepOf(run, id)
  // A fact of the journal: the first act that may have been sent. A later try moves nothing.
  const intended = step?.attempts.find(mayBeSent) ?? null
  const endedAt = [intended?.intended.at, crossed?.at].filter((at) => at !== undefined).sort()[0]
  const ended = endedAt === undefined ? null : `last safe abort ended ${utcClock(endedAt)}`
  if (crossed !== null)
    return {
      before,
      state: 'crossed',
      line: `Point of no return, crossed ${utcClock(crossed.at)}`,
      lastSafeAbort: ended ?? `last safe abort ended ${utcClock(crossed.at)}`,
    }
  // An intent is committed and nobody knows what the target made of it, or a person may have done it by hand.
  if (run !== null && pointOfNoReturnInDoubt(run, runbook))
    return {
      before,
      state: 'in-doubt',
      line: 'Point of no return, in doubt',
      lastSafeAbort:
        ended ??
        `last safe abort: not known, ${step?.takenOver == null ? 'other hands may have acted' : 'a person has it in hand'}`,
    }
  return {
    before,
    state: 'ahead',
    line: 'Point of no return, ahead',
    lastSafeAbort: `last safe abort: any time before ${id}`,
  }
}
