import { ExecutorError } from '@/lib/engine/ports'
import { NetworkError } from '../transport/network-error'
import type { CallEffect } from './call-effect'

/** Finds what our own transport threw, however deep an SDK wrapped it. */
export function transportError(error: unknown): NetworkError | ExecutorError | null {
  let current: unknown = error
  for (let depth = 0; depth < 8 && typeof current === 'object' && current !== null; depth += 1) {
    if (current instanceof NetworkError || current instanceof ExecutorError) return current
    current = 'cause' in current && current.cause ? current.cause : 'original' in current ? current.original : null
  }
  return null
}

/**
 * No whole reply. A request that never left is `unreachable`; one that may have left leaves a change `in-doubt`,
 * and a reading, which changes nothing, merely without an answer.
 */
export function networkFault(error: NetworkError, effect: CallEffect): ExecutorError {
  if (error.code === 'aborted') {
    return new ExecutorError('aborted', error.sent ? 'aborted-after-send' : 'aborted-before-send', error.message)
  }
  const kind = error.sent && effect === 'change' ? 'in-doubt' : 'unreachable'
  return new ExecutorError(kind, error.code, error.message)
}
