import type { DomainError } from '@/lib/domain/errors'
import type { Answer } from '@/lib/domain/view/answer'

/** A refusal as an action says it: whole, with what is missing and what bars it, since a thrown one would lose its words. */
export function refusedAnswer({ refusal }: DomainError): Extract<Answer, { kind: 'refused' }> {
  return { kind: 'refused', ...refusal }
}
