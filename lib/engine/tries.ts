import type { StepState } from '@/lib/domain/run/state'
import type { Hands, OpenAttempt, Word } from './attempt'
import { report } from './attempt'
import { mostTries } from './timing'
import { stepOf } from '@/lib/domain/run/state'

/** Attempts in a row, up to the last, that ended without effect: the target was busy, or the act was seen absent. */
export function triesWithoutEffect(step: StepState): number {
  const ended = step.attempts.filter((attempt) => attempt.ended !== null).reverse()
  const other = ended.findIndex(
    (attempt) =>
      attempt.kind !== 'act' ||
      attempt.ended?.outcome !== 'withdrawn' ||
      !attempt.commands.some(({ status }) => status === 'busy' || status === 'absent'),
  )
  return other === -1 ? ended.length : other
}

/** Lets go of an attempt that had no effect, to be tried afresh; after too many in a row it fails, for a person. */
export async function letGo(hands: Hands, open: OpenAttempt, reason: string): Promise<void> {
  const { attempt, run } = open
  const last = triesWithoutEffect(stepOf(run, hands.step.id)) + 1 >= mostTries
  const busy = attempt.commands.find(({ status }) => status === 'busy')
  const word: Word =
    last && !hands.signal.aborted
      ? {
          type: 'fail-step',
          code: busy?.code ?? 'no-effect',
          message: `${mostTries} tries in a row had no effect. The last: ${busy?.message ?? reason}`,
        }
      : { type: 'withdraw-attempt', reason }
  await report(hands, attempt.number, word)
}
