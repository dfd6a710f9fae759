import { ExecutorError } from '@/lib/engine/ports'
import type { CallEffect } from '../fault/call-effect'
import { networkFault, transportError } from '../fault/network-fault'
import { safeText } from '../fault/safe-text'

const throttled = new Set([
  'Throttling',
  'ThrottlingException',
  'ThrottledException',
  'RequestThrottled',
  'RequestThrottledException',
  'RequestLimitExceeded',
  'TooManyRequestsException',
  'SlowDown',
  'PriorRequestNotComplete',
])
/** Our clock against theirs: the next try is signed with the corrected time. */
const skewed = new Set(['RequestTimeTooSkewed', 'RequestExpired', 'RequestInTheFuture'])
/** What most services say of a clock, under the code of a wrong key. */
const skewWords = /^signature (expired|not yet current)/i
const clockWords = "this machine's clock differs from the one of AWS; the next try is signed by theirs"
/** The cached session is dropped; the next try signs in anew. */
const expired = new Set(['ExpiredToken', 'ExpiredTokenException'])
/** The plane itself says that it did nothing for now. */
const notNow = new Set(['EndpointTemporarilyUnavailableException'])
/** Their messages quote the signed request or the key: replaced by our own words. */
const credentialWords: Readonly<Record<string, string>> = {
  SignatureDoesNotMatch: 'the signature does not match: check the secret key the environment refers to',
  InvalidSignatureException: 'the signature does not match: check the secret key the environment refers to',
  IncompleteSignature: 'the request signature is incomplete',
  InvalidClientTokenId: 'the access key is not known',
  UnrecognizedClientException: 'the access key is not known',
  ExpiredToken: 'the session credentials have expired',
  ExpiredTokenException: 'the session credentials have expired',
}

/** Codes after which a cached session is worth nothing. */
export function isCredentialFault(code: string): boolean {
  return Object.hasOwn(credentialWords, code)
}

/** Maps what an SDK call threw. `secrets` are blanked wherever a provider might echo them. */
export function awsFault(error: unknown, effect: CallEffect, secrets: readonly string[]): ExecutorError {
  const transport = transportError(error)
  if (transport instanceof ExecutorError) return transport
  if (transport !== null) return networkFault(transport, effect)

  const { code, status, requestId, message } = detailsOf(error, secrets)
  const clock = skewed.has(code) || skewWords.test(message)
  const words = safeText(clock ? clockWords : (credentialWords[code] ?? message), secrets)
  const fault = (kind: ExecutorError['kind'], text: string) => new ExecutorError(kind, code, text, requestId)

  if (throttled.has(code) || notNow.has(code) || expired.has(code) || clock || status === 429)
    return fault('busy', words)
  if (status === null) return fault('unreachable', 'the call could not be made')
  if (status >= 200 && status < 300) {
    return fault(effect === 'change' ? 'in-doubt' : 'unreachable', 'the reply could not be understood')
  }
  if (status >= 500) return fault(effect === 'change' ? 'in-doubt' : 'busy', words)
  return fault('refused', words)
}

interface SdkErrorDetails {
  code: string
  status: number | null
  requestId: string | null
  message: string
}

function detailsOf(error: unknown, secrets: readonly string[]): SdkErrorDetails {
  const nothing = { code: 'client-error', status: null, requestId: null, message: '' }
  if (!(error instanceof Error)) return nothing
  const metadata = '$metadata' in error && isRecord(error.$metadata) ? error.$metadata : {}
  const status = typeof metadata.httpStatusCode === 'number' ? metadata.httpStatusCode : statusOfReply(error)
  return {
    code: /^[A-Za-z][\w.-]{0,80}$/.test(error.name) ? error.name : 'unknown',
    status,
    requestId: typeof metadata.requestId === 'string' ? safeText(metadata.requestId, secrets) : null,
    message: error.message,
  }
}

/** A reply that could not be parsed carries its status only on the hidden response. */
function statusOfReply(error: Error): number | null {
  const response = '$response' in error && isRecord(error.$response) ? error.$response : {}
  return typeof response.statusCode === 'number' ? response.statusCode : null
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null
}
