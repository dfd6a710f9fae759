import type { AttemptState, CommandState, CommandStatus, StepState } from '@/lib/domain/run/state'
import type { Hands, OpenAttempt, Word } from './attempt'
import { report } from './attempt'
import { mostTries } from './timing'
import { stepOf } from '@/lib/domain/run/state'

const incomplete: readonly CommandStatus[] = ['busy', 'absent', 'partial']

/** Whether all of a command is still to be done, or some of it, as its target says: sending it again is safe. */
export function isIncomplete({ status }: CommandState): boolean {
  return incomplete.includes(status)
}

/** Attempts in a row, up to the last, that did not have their whole effect: busy, or seen absent or partial. */
export function triesWithoutEffect(step: StepState, kind: AttemptState['kind']): number {
  const ended = step.attempts.filter((attempt) => attempt.ended !== null).reverse()
  const other = ended.findIndex(
    (attempt) =>
      attempt.kind !== kind ||
      attempt.ended?.outcome !== 'withdrawn' ||
      // Of an undo every try counts: it is let go of only while it is not done.
      (kind === 'act' && !attempt.commands.some(isIncomplete)),
  )
  return other === -1 ? ended.length : other
}

/** Lets go of an attempt that did not do it all, to be tried afresh; after too many in a row it fails, for a person. */
export async function letGo(hands: Hands, open: OpenAttempt, reason: string): Promise<void> {
  const { attempt, run } = open
  const last = triesWithoutEffect(stepOf(run, hands.step.id), attempt.kind) + 1 >= mostTries
  const busy = attempt.commands.find(({ status }) => status === 'busy')
  const word: Word =
    last && !hands.signal.aborted
      ? {
          type: attempt.kind === 'undo' ? 'fail-undo' : 'fail-step',
          code: busy?.code ?? 'no-effect',
          message: `${mostTries} tries in a row did not do it. The last: ${busy?.message ?? reason}`,
        }
      : { type: 'withdraw-attempt', reason }
  await report(hands, attempt.number, word)
}
