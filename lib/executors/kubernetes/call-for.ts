import type { ExecutorContext, SendContext } from '@/lib/engine/ports'
import { bound } from '../bound'
import { readMilliseconds, timeLimit } from '../http/time-limit'
import type { KubernetesCall } from './client'

/** Calls of an observation or a reading. */
export function readingCall(context: ExecutorContext): KubernetesCall {
  return { binding: bound(context.binding, 'kubernetes'), context, limit: timeLimit(readMilliseconds) }
}

/** Calls of an act: its reads and changes share the one deadline. */
export function actingCall(context: SendContext): KubernetesCall {
  return { binding: bound(context.binding, 'kubernetes'), context, limit: timeLimit(context.deadlineMilliseconds) }
}
