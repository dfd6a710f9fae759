import { describe, expect, it } from 'vitest'
import type { LabRequest } from '../../core/contract'
import { parseAuthorization } from './parse-authorization'
import { verifySignature } from './verify-signature'

/** "get-vanilla-query-order-key-case" of AWS's published Signature Version 4 test suite. */
const secret = 'wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY'
const header =
  'AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20150830/us-east-1/service/aws4_request, SignedHeaders=host;x-amz-date, ' +
  'Signature=b97d918cfa904a5beff61c982a1b6f458b799221646efd99d3219ec94cdf2500'
const request = (query: string, body = ''): LabRequest => ({
  method: 'GET',
  path: '/',
  query: new URLSearchParams(query),
  headers: { host: 'example.amazonaws.com', 'x-amz-date': '20150830T123600Z', authorization: header },
  body: Buffer.from(body),
  signal: new AbortController().signal,
})
const authorization = parseAuthorization(header)

describe('a signature', () => {
  it('holds for the published example, whatever the order of the query', () => {
    if (authorization === undefined) throw new Error('the header does not parse')
    expect(verifySignature(request('Param2=value2&Param1=value1'), authorization, secret)).toBe(true)
    expect(verifySignature(request('Param1=value1&Param2=value2'), authorization, secret)).toBe(true)
  })

  it('fails for another query, body, date or secret', () => {
    if (authorization === undefined) throw new Error('the header does not parse')
    expect(verifySignature(request('Param1=value1&Param2=value3'), authorization, secret)).toBe(false)
    expect(verifySignature(request('Param1=value1&Param2=value2', 'x'), authorization, secret)).toBe(false)
    expect(verifySignature(request('Param1=value1&Param2=value2'), authorization, `${secret}x`)).toBe(false)
    const later = request('Param1=value1&Param2=value2')
    later.headers['x-amz-date'] = '20150830T123601Z'
    expect(verifySignature(later, authorization, secret)).toBe(false)
  })

  it.each([
    undefined,
    '',
    'Bearer abc',
    header.replace('aws4_request', 'aws3'),
    header.replace(/[0-9a-f]{64}/, 'ff'),
    `${header} trailing`,
  ])('is not read from %s', (text) => {
    expect(parseAuthorization(text)).toBeUndefined()
  })
})
