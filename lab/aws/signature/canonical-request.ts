import { createHash } from 'node:crypto'
import type { LabRequest } from '../../core/contract'

export const sha256Hex = (content: string | Buffer): string => createHash('sha256').update(content).digest('hex')

const encode = (text: string): string =>
  encodeURIComponent(text).replace(/[!'()*]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`)

/** Every path segment is encoded once more than it was on the wire, as all services but S3 want it. */
const canonicalPath = (path: string): string =>
  path
    .split('/')
    .map((segment) => encode(segment))
    .join('/') || '/'

const compare = (one: string, other: string): number => (one < other ? -1 : one > other ? 1 : 0)

const canonicalQuery = (query: URLSearchParams): string =>
  [...query.entries()]
    .map(([name, value]) => [encode(name), encode(value)] as const)
    .sort(([name, value], [otherName, otherValue]) => compare(name, otherName) || compare(value, otherValue))
    .map(([name, value]) => `${name}=${value}`)
    .join('&')

/** The text whose digest is signed: the request as it arrived, reduced to the headers the signature names. */
export const canonicalRequest = (request: LabRequest, signedHeaders: readonly string[]): string =>
  [
    request.method,
    canonicalPath(request.path),
    canonicalQuery(request.query),
    ...signedHeaders.map((name) => `${name}:${(request.headers[name] ?? '').trim().replace(/\s+/g, ' ')}`),
    '',
    signedHeaders.join(';'),
    sha256Hex(request.body),
  ].join('\n')
