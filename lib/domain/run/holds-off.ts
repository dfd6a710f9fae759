import type { Refusal } from '../errors'
import type { Runbook, Step } from '../plan/schema/runbook'
import { hasEffect, isAnsweredFor, isManual } from './ready'
import type { RunState } from './state'
import { stepOf } from './state'
import { utcClock } from '../view/format/instant'

/** By so much the looks' own time may be known worse than the server's, and a look last, milliseconds. */
export const lookWithin = 2_000

/** The most that any step is held off after the database's server changed, milliseconds: what hides longest is RDS. */
export const mostHeldOff = 18_250

interface Times {
  /** When the look that came before it was asked for, by the database's clock as the worker knows it. */
  lookedAt?: string
  sendWithinMilliseconds: number
  quietAfterMilliseconds?: number
}

/**
 * A server that took over, or was started again, may have lost the last commits, and with them an intent whose request
 * is under way: nothing is begun before the look that came before this intent would have seen what came of it.
 */
export function holdsOff(
  { lookedAt, sendWithinMilliseconds, quietAfterMilliseconds = 0 }: Times,
  commands: readonly unknown[],
  { now, clock = now, serverSince = null }: { now: string; clock?: string; serverSince?: string | null },
): Refusal | null {
  if (serverSince === null || commands.length === 0) return null
  const until = after(serverSince, sendWithinMilliseconds + quietAfterMilliseconds + lookWithin)
  const looked = lookedAt === undefined || lookedAt > clock ? clock : lookedAt
  return looked >= until ? null : heldOff(serverSince, until)
}

/**
 * Whether a run that goes back is to be looked over first: of a step that has no entry of it something may be in the
 * world, the one-way step above all, and what is taken back would be taken back under it.
 */
export function toLookOver(run: RunState, serverAfter: number | null | undefined): boolean {
  // Also where the run began later: its start may have been lost, with what it sent, and was asked for again.
  if (run.goingBack === null || serverAfter == null) return false
  return (run.lookedOver?.sequence ?? 0) <= serverAfter
}

/**
 * Steps that are looked at then. What has an effect by its entries is taken back in any case, and what a person skipped
 * after its undo had failed is theirs: what a dark region would tell of either is not waited for. The one-way step is
 * looked at unless it is done.
 */
export function toLookAt(run: RunState, runbook: Runbook): Step[] {
  return runbook.steps.filter((step) => {
    const entered = stepOf(run, step.id)
    if (step.id === runbook.pointOfNoReturn) return run.pointOfNoReturn === null
    return step.wayBack !== 'none-needed' && !isManual(step) && !hasEffect(entered) && !isAnsweredFor(entered)
  })
}

export const lookFirst: Refusal = {
  code: 'to-be-looked-over',
  message:
    'The database’s server took over, or was started again, during the incident: the run’s steps are looked at first.',
}

/** What a person is told who would begin, end or take back something meanwhile. */
export function heldOff(serverSince: string | null, until: string): Refusal {
  const since = serverSince === null ? '' : ` at ${utcClock(serverSince)}`
  return {
    code: 'not-now',
    message: `The database's server took over, or was started again,${since}: what was sent before may still come to light until ${utcClock(until)}.`,
  }
}

/** Until when some step may be held off; null where none is any more. */
export function heldOffUntil(serverSince: string | null, now: string): string | null {
  const until = serverSince === null ? now : after(serverSince, mostHeldOff)
  return until > now ? until : null
}

function after(at: string, milliseconds: number): string {
  return new Date(Date.parse(at) + milliseconds).toISOString()
}
