import { createHmac, timingSafeEqual } from 'node:crypto'
import type { LabRequest } from '../../core/contract'
import { canonicalRequest, sha256Hex } from './canonical-request'
import type { Authorization } from './parse-authorization'

const hmac = (key: string | Buffer, text: string): Buffer => createHmac('sha256', key).update(text, 'utf8').digest()

const signingKey = (secret: string, { date, region, service }: Authorization): Buffer =>
  [date, region, service, 'aws4_request'].reduce<Buffer>(
    (key, part) => hmac(key, part),
    Buffer.from(`AWS4${secret}`, 'utf8'),
  )

/** True if the holder of `secret` signed exactly this request. Compared in constant time. */
export const verifySignature = (request: LabRequest, authorization: Authorization, secret: string): boolean => {
  const { date, region, service, signedHeaders, signature } = authorization
  const scope = `${date}/${region}/${service}/aws4_request`
  const signedAt = request.headers['x-amz-date'] ?? ''
  const digest = sha256Hex(canonicalRequest(request, signedHeaders))
  const expected = hmac(signingKey(secret, authorization), `AWS4-HMAC-SHA256\n${signedAt}\n${scope}\n${digest}`)
  const given = Buffer.from(signature, 'hex')
  return given.length === expected.length && timingSafeEqual(given, expected)
}

/** The instant in `x-amz-date` (20261123T055147Z), in milliseconds; NaN when absent or malformed. */
export const signingInstant = (request: LabRequest): number => {
  const [, year, month, day, hour, minute, second] =
    /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/.exec(request.headers['x-amz-date'] ?? '') ?? []
  return Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`)
}
