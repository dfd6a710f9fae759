import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import { ExecutorError } from '@/lib/engine/ports'
import { httpFault } from '../fault/http-fault'
import { safeText } from '../fault/safe-text'
import { boundCall, type HttpContext } from './bound-call'
import { jsonRequest } from '../transport/json-request'
import type { TimeLimit } from '../transport/time-limit'

/** What a store or its gate says of a write. `probe` is the word that was sent with it, and comes back with the answer. */
const Answer = z.object({
  probe: z.string(),
  region: z.string().max(100).optional(),
  /** 25006 is a read-only node. */
  sqlstate: z
    .string()
    .regex(/^[0-9A-Z]{5}$/)
    .optional(),
  /** The gate's word. */
  rejected: z.string().min(1).optional(),
  reason: z.string().optional(),
})

export type WriteAnswer =
  { accepted: true; region: string | null } | { accepted: false; by: 'gate' | 'store'; sqlstate: string; words: string }

/**
 * Asks a store to take one harmless write. Only its own answer to this very question counts: a status is also what a
 * proxy, a firewall or a mesh says, and an answer without our word may be meant for somebody else. Throws when it did
 * not say.
 */
export async function askToWrite(context: HttpContext, path: string, limit?: TimeLimit): Promise<WriteAnswer> {
  const probe = randomUUID()
  const call = await boundCall(context, { path, method: 'POST', body: { probe }, ...(limit && { limit }) })
  const { status, json, requestId } = await jsonRequest(call)
  const parsed = Answer.safeParse(json)
  if (!parsed.success || parsed.data.probe !== probe) {
    if (status === 429 || status >= 500) throw httpFault({ status, requestId }, 'read', call.secrets)
    const words = `reached, not told: HTTP status ${status} without the word of the probe`
    throw new ExecutorError('unreachable', 'untold', words, requestId)
  }
  const { region, sqlstate = '', rejected, reason } = parsed.data
  const words = safeText(rejected ?? reason ?? (sqlstate === '' ? '' : `SQLSTATE ${sqlstate}`), call.secrets)
  const success = status === 200 || status === 201
  if (success && rejected === undefined && sqlstate === '') return { accepted: true, region: region ?? null }
  if (!success && rejected !== undefined) return { accepted: false, by: 'gate', sqlstate, words }
  if (!success && sqlstate !== '') return { accepted: false, by: 'store', sqlstate, words }
  throw new ExecutorError(
    'unreachable',
    'untold',
    `reached, not told: HTTP status ${status} ${words}`.trim(),
    requestId,
  )
}
