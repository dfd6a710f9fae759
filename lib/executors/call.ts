import type { ExecutorContext, SendContext } from '@/lib/engine/ports'
import type { On } from './implement'
import { readMilliseconds, timeLimit, type TimeLimit } from './transport/time-limit'

/** Calls that share one binding and one deadline. */
export interface Call<B> {
  binding: B
  context: Partial<Pick<SendContext, 'leave'>> & Pick<ExecutorContext, 'secret' | 'signal' | 'now'>
  limit: TimeLimit
}

/** Calls of an observation or a reading. */
export function readingCall<B>(context: On<B>): Call<B> {
  return { binding: context.binding, context, limit: timeLimit(readMilliseconds) }
}

/** Calls of an act: its reads and changes share the one deadline. */
export function actingCall<B>(context: On<B, SendContext>): Call<B> {
  return { binding: context.binding, context, limit: timeLimit(context.deadlineMilliseconds) }
}
