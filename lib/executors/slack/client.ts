import type { WebClient } from '@slack/web-api'
import { slackEndpoint } from '@/lib/domain/system/slack/slack-endpoint'
import { ExecutorError } from '@/lib/engine/ports'
import type { SlackBinding } from '@/lib/domain/system/slack/binding'
import type { Call } from '../call'
import type { CallEffect } from '../fault/call-effect'
import { httpFault, badReply } from '../fault/http-fault'
import { networkFault, transportError } from '../fault/network-fault'
import { safeText } from '../fault/safe-text'
import { leaveFor } from '../transport/leave-for'
import { NetworkError } from '../transport/network-error'
import { requestIdOf } from '../transport/request-id'
import { sendRequest } from '../transport/send-request'
import { readSecret } from '../read-secret'

export type SlackCall = Call<SlackBinding>

const maxReplyBytes = 1_048_576
/** `ok: false` comes with status 200; these say that Slack itself does not know what it did. */
const ownFailures = new Set(['internal_error', 'fatal_error', 'request_timeout', 'service_unavailable'])
const throttles = new Set(['ratelimited', 'rate_limited', 'message_limit_exceeded'])
const silent = () => undefined

/** One Web API method, once, over our own transport. Slack's `ok: false` is an ExecutorError like any refusal. */
export async function slackCall<R>(
  call: SlackCall,
  effect: CallEffect,
  act: (client: WebClient) => Promise<R>,
): Promise<R> {
  const { WebClient, LogLevel } = await import('@slack/web-api')
  const token = await readSecret(call.context, call.binding.token)
  const endpoint = call.binding.endpoint ?? slackEndpoint
  const client = new WebClient(token, {
    slackApiUrl: `${endpoint.replace(/\/+$/, '')}/api/`,
    allowAbsoluteUrls: false,
    retryConfig: { retries: 0 },
    rejectRateLimitedCalls: true,
    fetch: transport(call, effect, token),
    logger: {
      debug: silent,
      info: silent,
      warn: silent,
      error: silent,
      setLevel: silent,
      getLevel: () => LogLevel.ERROR,
      setName: silent,
    },
  })
  try {
    return await act(client)
  } catch (error) {
    throw slackFault(error, effect, token)
  }
}

/** The SDK's `fetch`, with our deadline and signal. */
function transport(call: SlackCall, effect: CallEffect, token: string): typeof fetch {
  return async (input, init) => {
    const reply = await sendRequest({
      url: new URL(input instanceof Request ? input.url : input),
      method: init?.method ?? 'POST',
      headers: Object.fromEntries(new Headers(init?.headers)),
      ...(typeof init?.body === 'string' ? { body: init.body } : {}),
      limit: call.limit,
      signal: call.context.signal,
      leave: leaveFor(call.context, effect),
      maxReplyBytes,
    })
    const requestId = requestIdOf(reply.headers)
    if (reply.status !== 200)
      throw httpFault({ status: reply.status, requestId, retryAfter: reply.headers['retry-after'] }, effect, [token])
    return new Response(new Uint8Array(reply.body), { status: 200, headers: reply.headers })
  }
}

function slackFault(error: unknown, effect: CallEffect, token: string): ExecutorError {
  const transported = transportError(error)
  if (transported instanceof NetworkError) return networkFault(transported, effect)
  if (transported instanceof ExecutorError) return transported
  const code = platformCode(error)
  if (code === null) return badReply(effect, null, 'the reply could not be understood')
  const words = safeText(`Slack answers ${code}`, [token])
  if (throttles.has(code)) return new ExecutorError('busy', code, words)
  if (ownFailures.has(code)) return new ExecutorError(effect === 'change' ? 'in-doubt' : 'busy', code, words)
  return new ExecutorError('refused', code, words)
}

function platformCode(error: unknown): string | null {
  if (!(error instanceof Error) || !('data' in error)) return null
  const { data } = error
  if (typeof data !== 'object' || data === null || !('error' in data) || typeof data.error !== 'string') return null
  return /^[a-z][a-z0-9_]{0,80}$/.test(data.error) ? data.error : null
}
