import type { ExecutorContext, SendContext } from '@/lib/engine/ports'
import { bound } from '../bound'
import { readMilliseconds, timeLimit } from '../http/time-limit'
import type { StatuspageCall } from './client'

export function readingCall(context: ExecutorContext): StatuspageCall {
  return { binding: bound(context.binding, 'statuspage'), context, limit: timeLimit(readMilliseconds) }
}

export function actingCall(context: SendContext): StatuspageCall {
  return { binding: bound(context.binding, 'statuspage'), context, limit: timeLimit(context.deadlineMilliseconds) }
}
