import type { CommandState } from '@/components/command/command-state'

/** Says something again as long as no answer comes, or not yet; whether it was answered for good before its time ended. */
export async function sayUntilHeard(
  say: () => Promise<CommandState>,
  wait: () => Promise<void>,
  still: () => boolean,
): Promise<boolean> {
  while (still()) {
    const answer = await say()
    const unheard = answer.kind === 'unanswered' || (answer.kind === 'refused' && answer.code === 'not-now')
    if (!unheard) return true
    await wait()
  }
  return false
}
