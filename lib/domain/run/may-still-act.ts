import type { Refusal } from '../errors'
import { ancestors } from '../plan/graph'
import type { Runbook, Step } from '../plan/schema/runbook'
import { utcClock } from '../view/format/instant'
import type { AttemptState, CommandState, CommandStatus, RunState } from './state'
import { stepOf } from './state'

/** What was seen of what was sent, or answered to it. Anything else may be about another of its requests. */
const seen: readonly CommandStatus[] = ['accepted', 'present', 'in-progress', 'partial', 'absent']

function mayBeUnderWay({ unsettled, maybeSent, status }: CommandState): boolean {
  return unsettled || (maybeSent && !seen.includes(status))
}

/** Until when something of the attempt may still arrive; that it was ended, by whomever, stops nothing that has left. */
export function actsUntil({ ended, commands, quietAt }: AttemptState, now: string): string | null {
  if (quietAt <= now) return null
  const underWay = ended === null ? commands.length > 0 : commands.some(mayBeUnderWay)
  return underWay ? quietAt : null
}

/**
 * Why nothing that rests on these steps' standing still is decided now: of any of their attempts, not of the open one
 * alone, something may be on its way. Null: nothing of them can act any more.
 */
export function mayStillAct(run: RunState, steps: readonly Step[], now: string): Refusal | null {
  return underWay(
    steps.map(({ id }) => ({ id, attempts: stepOf(run, id).attempts })),
    now,
  )
}

/**
 * The same before a step is undone, of its acts and of all that rests on it. An earlier try of its own undo is no
 * hindrance: it wants the same, and is looked for first.
 */
export function mayStillAgainst(run: RunState, runbook: Runbook, { id }: Step, now: string): Refusal | null {
  const acts = stepOf(run, id).attempts.filter(({ kind }) => kind === 'act')
  const after = runbook.steps.filter((one) => ancestors(runbook.steps, one.id).has(id))
  return underWay([{ id, attempts: acts }], now) ?? mayStillAct(run, after, now)
}

function underWay(steps: readonly { id: string; attempts: readonly AttemptState[] }[], now: string): Refusal | null {
  for (const { id, attempts } of steps) {
    const latest = attempts
      .flatMap((attempt) => actsUntil(attempt, now) ?? [])
      .toSorted()
      .at(-1)
    if (latest !== undefined)
      return { code: 'not-now', message: `${id} is under way: what was sent may act until ${utcClock(latest)}.` }
  }
  return null
}
