import { UnreadableEntry } from '@/lib/domain/run/events/unreadable-entry'
import { currentAttempt, stepOf } from '@/lib/domain/run/state'
import type { Step } from '@/lib/domain/plan/schema/runbook'
import { isOpen, report, runIn, type Hands } from './attempt'
import { DatabaseAway } from './database-away'
import { LeaseLost } from './ports'

/** Errors of this console at one step in a row, before a person is asked. */
export const mostErrors = 3

/** Counts what goes wrong in this console itself while it works on a step, until it ends as a failure that a person sees. */
export class OwnErrors {
  private readonly inARow = new Map<string, number>()

  /** The work on a step came to its end: what went wrong before it is over. */
  clear({ id }: Step): void {
    this.inARow.delete(id)
  }

  /** True when it has happened too often. Neither a database that is away nor a lost lease is the fault of a step. */
  tooMany({ id }: Step, error: unknown): boolean {
    if (isNobodysFault(error)) return false
    const count = (this.inARow.get(id) ?? 0) + 1
    this.inARow.set(id, count)
    return count >= mostErrors
  }
}

export function isNobodysFault(error: unknown): boolean {
  return error instanceof DatabaseAway || error instanceof LeaseLost || error instanceof UnreadableEntry
}

export const consoleError = 'console-error'

/** Ends the step where it stands: its open attempt fails, or it is not begun. A person may retry, take over or skip. */
export async function failByOwnError(hands: Hands, error: unknown): Promise<void> {
  const { journal, runId, step } = hands
  const run = runIn((await journal.load()).state, runId)
  const open = currentAttempt(stepOf(run, step.id))
  if (open === null) {
    const kind = run.status === 'rolling-back' ? 'undo' : 'act'
    const message = `${words(error)} Nothing was sent.`
    await journal.record({ type: 'bar-step', runId, step: step.id, kind, code: consoleError, message })
    return
  }
  const doubtful = open.commands.some((command) => isOpen(command) || command.unsettled)
  const message = `${words(error)}${doubtful ? ' Whether it took effect is not known: look at the target first.' : ''}`
  await report(hands, open.number, {
    type: open.kind === 'undo' ? 'fail-undo' : 'fail-step',
    code: consoleError,
    message,
  })
}

function words(error: unknown): string {
  return `The console itself failed ${mostErrors} times in a row at this step (${placeOf(error)}); its worker's log has the rest. It is no answer of the target. Retry it, take it over by hand, or skip it.`
}

/** What kind of error it is and where it arose. Its message is left out: it may repeat a reply or a secret. */
export function placeOf(error: unknown): string {
  if (!(error instanceof Error)) return 'an unknown error'
  const kind = /^\w{1,60}$/.test(error.name) ? error.name : 'Error'
  const stack = error.stack ?? ''
  // The message comes first in a stack, of however many lines.
  const frames = stack.includes(error.message) ? stack.slice(stack.indexOf(error.message) + error.message.length) : ''
  const place = /\n\s+at [^\n]*?([\w.-]+\.[a-z]{2,3}):(\d+):\d+\)?(?:\n|$)/.exec(frames)
  return place === null ? kind : `${kind} at ${place[1]}:${place[2]}`
}
