import type { ExecutorContext, SendContext } from '@/lib/engine/ports'
import type { CallEffect } from '../fault/call-effect'

/** What a change asks before it leaves; a read asks nobody. */
export function leaveFor(
  context: Pick<ExecutorContext, 'signal'> & Partial<Pick<SendContext, 'leave'>>,
  effect: CallEffect,
): SendContext['leave'] | null {
  if (effect === 'read') return null
  if (context.leave === undefined) throw new TypeError('a change needs somebody who lets it leave')
  return context.leave
}
