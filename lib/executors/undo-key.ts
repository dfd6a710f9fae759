import { seen } from './seen'
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
  const facts = { said, corrected }
  if (corrected) return seen('absent', 'the correction is there', { facts })
  return said
    ? seen('present', 'it is not corrected yet', { facts })
    : seen('absent', 'there is nothing to correct', { facts })
}
