import type { ExecutorContext, SendContext } from '@/lib/engine/ports'
import { bound } from '../bound'
import { readMilliseconds, timeLimit } from '../http/time-limit'
import type { PagerdutyCall } from './client'

export function readingCall(context: ExecutorContext): PagerdutyCall {
  return { binding: bound(context.binding, 'pagerduty'), context, limit: timeLimit(readMilliseconds) }
}

export function actingCall(context: SendContext): PagerdutyCall {
  return { binding: bound(context.binding, 'pagerduty'), context, limit: timeLimit(context.deadlineMilliseconds) }
}
