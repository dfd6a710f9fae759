import { expect, it } from 'vitest'
import { awsFault } from './aws-fault'

function thrown(name: string, status: number, message = 'said so'): Error {
  return Object.assign(new Error(message), { name, $metadata: { httpStatusCode: status, requestId: 'r-1' } })
}

it.each([
  ['a session that has run out, which the next try renews', thrown('ExpiredToken', 403), 'busy'],
  ['the same under its other name', thrown('ExpiredTokenException', 400), 'busy'],
  ['a request signed too long ago', thrown('SignatureDoesNotMatch', 403, 'Signature expired: 2026 is now'), 'busy'],
  ['one signed too early', thrown('InvalidSignatureException', 403, 'Signature not yet current: 2026'), 'busy'],
  ['a skewed clock', thrown('RequestTimeTooSkewed', 403), 'busy'],
  ['a wrong key', thrown('SignatureDoesNotMatch', 403, 'The request signature we calculated'), 'refused'],
  ['an unknown key', thrown('InvalidClientTokenId', 403), 'refused'],
  ['a denial', thrown('AccessDenied', 403), 'refused'],
  ['a throttle', thrown('Throttling', 400), 'busy'],
  ['a failure of AWS while changing', thrown('InternalFailure', 500), 'in-doubt'],
])('takes %s for what it is', (_, error, kind) => {
  expect(awsFault(error, 'change', []).kind).toBe(kind)
})
