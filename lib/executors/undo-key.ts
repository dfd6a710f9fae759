import type { Observation } from '@/lib/engine/ports'

/**
 * The keys of an undo that leaves a trace: that of the act, by which it finds what was sent, and its own, by which its
 * correction is found again. An undo is given its own key, or the act's.
 */
export function undoKeys(idempotencyKey: string): { act: string; undo: string } {
  const act = idempotencyKey.replace(/\/undo$/, '')
  return { act, undo: `${act}/undo` }
}

/** What is left of words that cannot be taken back: nothing once they are corrected, or if they were never there. */
export function correction(said: boolean, corrected: boolean): Observation {
  const answer = (effect: Observation['effect'], detail: string): Observation => ({
    effect,
    facts: { said, corrected },
    outputs: {},
    detail,
  })
  if (corrected) return answer('absent', 'the correction is there')
  return said ? answer('present', 'it is not corrected yet') : answer('absent', 'there is nothing to correct')
}
