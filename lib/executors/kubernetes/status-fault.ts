import { z } from 'zod'
import { ExecutorError } from '@/lib/engine/ports'
import type { CallEffect } from '../fault/call-effect'
import { httpFault } from '../fault/http-fault'
import { safeText } from '../fault/safe-text'
import { requestIdOf } from '../transport/request-id'
import type { IncomingReply } from '../transport/send-request'

const Status = z.object({ reason: z.string().optional(), message: z.string().optional() })

/** Maps the API server's Status object. A conflict changed nothing and may be over at the next try. */
export function statusFault(reply: IncomingReply, effect: CallEffect, secrets: readonly string[]): ExecutorError {
  const { reason, message } = statusOf(reply.body)
  const requestId = requestIdOf(reply.headers)
  if (reply.status === 409) {
    return new ExecutorError('busy', reason ?? 'Conflict', safeText(message ?? 'conflict', secrets), requestId)
  }
  return httpFault({ status: reply.status, requestId, code: reason, words: message }, effect, secrets)
}

function statusOf(body: Buffer): z.infer<typeof Status> {
  try {
    return Status.parse(JSON.parse(body.toString('utf8')))
  } catch {
    return {}
  }
}
