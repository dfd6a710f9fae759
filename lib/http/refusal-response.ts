import type { RefusalCode } from '@/lib/domain/errors'
import { DomainError } from '@/lib/domain/errors'
import { createLog } from '@/lib/log'

/**
 * The one map from refusals to statuses. What is over by itself, or with a newer process, is 503: a machine that is told
 * 4xx does not send again, and an alert would be lost.
 */
const statusOf: Record<RefusalCode, number> = {
  'signed-out': 401,
  forbidden: 403,
  'not-found': 404,
  'bad-input': 400,
  'not-now': 409,
  'to-be-looked-over': 409,
  'already-done': 409,
  'gate-bars': 409,
  'not-approved': 409,
  'own-request': 403,
  'no-duty': 403,
  'digest-differs': 409,
  expired: 409,
  'proof-lost': 409,
  'loss-unknown': 409,
  'loss-above-bound': 409,
  'wrong-class': 409,
  'boundary-busy': 409,
  'no-standby': 409,
  'serving-unknown': 409,
  'lease-lost': 409,
  unresolved: 409,
  'unreadable-entry': 503,
  'not-stored': 503,
  'still-reading': 503,
}

const log = createLog('http')

/** A refusal in full; any other error as a sentence without its message, which may hold anything. */
export function errorResponse(error: unknown): Response {
  const headers = { 'cache-control': 'no-store' }
  if (error instanceof DomainError)
    return Response.json(error.refusal, { status: statusOf[error.refusal.code], headers })
  log.error({ err: error }, 'a request failed')
  const message =
    'The console did not reach its journal. Whether this was recorded is not known: look before you try again.'
  return Response.json({ code: 'unavailable', message }, { status: 503, headers })
}
