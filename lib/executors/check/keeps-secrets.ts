import { ExecutorError } from '@/lib/engine/ports'
import type { KindCall } from './kind-calls'
import { localServer, type Answer } from './local-server'

const xml = { 'content-type': 'text/xml' }
const printable = (text: string) => text.replace(/[^ -~]/g, '')

/** The ways in which providers put a sentence into a refusal. */
export const echoes: readonly [way: string, refusal: (said: string) => Answer][] = [
  [
    'an AWS query error',
    (said) => ({
      status: 400,
      headers: xml,
      text: `<ErrorResponse><Error><Code>InvalidParameterValue</Code><Message>${said}</Message></Error></ErrorResponse>`,
    }),
  ],
  ['an AWS JSON error', (said) => ({ status: 400, json: { __type: 'ValidationException', message: said } })],
  ['a Kubernetes status', (said) => ({ status: 403, json: { kind: 'Status', reason: 'Forbidden', message: said } })],
  ['a list of errors', (said) => ({ status: 422, json: { error: [said] } })],
  ['an error within', (said) => ({ status: 400, json: { error: { code: 2001, message: said, errors: [said] } } })],
  ['an error and its type', (said) => ({ status: 400, json: { status: 'error', errorType: said, error: said } })],
  ['a reason', (said) => ({ status: 503, json: { reason: said, sqlstate: said } })],
  ['success with an error', (said) => ({ status: 200, json: { ok: false, error: said } })],
  ['plain text', (said) => ({ status: 500, text: said })],
  [
    'a request id',
    (said) => ({ status: 400, headers: { 'x-amzn-requestid': printable(said), 'x-request-id': printable(said) } }),
  ],
]

/** What each reference of a binding stands for. */
const valueOf = (reference: string) => `canary-${reference.replace(/\W/g, '-')}`

/** Whether a secret comes back from a provider that repeats all of them. Null: none does, in words fit to store. */
export async function repeatsSecrets(call: KindCall, refusal: (said: string) => Answer): Promise<string | null> {
  const values = call.secrets().map(valueOf)
  const server = await localServer((request) =>
    refusal(`\u0007you sent ${request.headers.authorization ?? ''} and ${values.join(' ')} ${'x'.repeat(400)}`),
  )
  try {
    const came = await call.act(server.url, (reference) => Promise.resolve(valueOf(reference)))
    if (server.seen.length === 0) return 'no request went to the address of the binding'
    if (came instanceof Error && !(came instanceof ExecutorError)) return `it failed by itself: ${came.message}`
    const fault = came instanceof ExecutorError
    const said = fault ? `${came.code} ${came.message} ${came.requestId ?? ''}` : JSON.stringify(came)
    if (/canary/i.test(said)) return `a secret is repeated: ${said.slice(0, 120)}`
    if (/[\u0000-\u001f]/.test(said)) return 'control characters are repeated'
    if (fault && came.message.length > 300) return `the message has ${came.message.length} characters, at most 300`
    return /canary/i.test(call.text(server.url) ?? '') ? 'a secret stands in the text of the command' : null
  } finally {
    await server.close()
  }
}
