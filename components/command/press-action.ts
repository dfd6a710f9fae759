import { unstable_isUnrecognizedActionError } from 'next/navigation'
import { actLimit, type Act } from '@/lib/domain/view/answer'
import { NotSentError, noteFor } from './bound-actions'
import type { CommandState } from './command-state'
import { refusedState } from './refused-state'

/** Asks for one verb by its server action, once: whatever goes wrong, a click is never sent again by itself. */
export async function pressAction(
  action: Act,
  input: Readonly<Record<string, unknown>>,
  build: string,
): Promise<CommandState> {
  if (new TextEncoder().encode(JSON.stringify([input, build])).length > actLimit)
    return refusedState({ code: 'bad-input', message: 'That is more than 64 kB. Shorten it; nothing was sent.' })
  noteFor(performance.now())
  try {
    const answer = await action(input, build)
    return answer.kind === 'refused' ? refusedState({ ...answer }) : answer
  } catch (error) {
    if (unstable_isUnrecognizedActionError(error)) return { kind: 'outdated' }
    if (error instanceof NotSentError) return refusedState({ code: 'not-now', message: error.message })
    return { kind: 'unanswered' }
  }
}
