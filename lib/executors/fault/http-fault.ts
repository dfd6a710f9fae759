import { ExecutorError } from '@/lib/engine/ports'
import type { CallEffect } from './call-effect'
import { safeText } from './safe-text'

export interface RefusedReply {
  status: number
  requestId: string | null
  /** The provider's own code and words, where its body has them. */
  code?: string | undefined
  words?: string | undefined
  /** The header Retry-After, where there is one. */
  retryAfter?: string | undefined
}

/** What a status other than success means. A server's own failure tells nothing about what it did before. */
export function httpFault(reply: RefusedReply, effect: CallEffect, secrets: readonly string[]): ExecutorError {
  const { status, requestId } = reply
  const code = safeText(reply.code ?? `http-${status}`, secrets).slice(0, 80)
  const said = reply.words === undefined || reply.words === '' ? `HTTP status ${status}` : reply.words
  const words = safeText(said, secrets)
  if (status === 429 || status === 420)
    return new ExecutorError('busy', code, words, requestId, secondsGiven(reply.retryAfter))
  if (status === 408 || status >= 500) {
    return new ExecutorError(effect === 'change' ? 'in-doubt' : 'busy', code, words, requestId)
  }
  if (status >= 300 && status < 400) {
    return new ExecutorError('refused', 'redirect', 'the answer was a redirect, which is not followed', requestId)
  }
  return new ExecutorError('refused', code, words, requestId)
}

/** Seconds only: a date would be on the target's clock. Whoever asks for more than a minute is asked again sooner. */
function secondsGiven(header: string | undefined): number | null {
  return header !== undefined && /^\d{1,5}$/.test(header) ? Math.min(60, Number(header)) * 1_000 : null
}

/** A success whose content makes no sense: after a change only observing can tell what happened. */
export function badReply(effect: CallEffect, requestId: string | null, words: string): ExecutorError {
  return new ExecutorError(effect === 'change' ? 'in-doubt' : 'unreachable', 'bad-reply', words, requestId)
}
