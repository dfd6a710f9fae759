import type { Target } from '../resolved'
import { joinPath } from '../join-path'
import { commandLine, whereLine } from './command-line'

export interface CurlRequest {
  method: 'GET' | 'POST' | 'PUT' | 'PATCH'
  endpoint: string
  path: string
  /** Header lines; a secret appears as its reference in angle brackets. */
  headers?: readonly string[]
  body?: unknown
}

/** A request as one would type it with curl. */
export function curlCommand(request: CurlRequest, target: Target): string {
  const url = joinPath(request.endpoint, request.path)?.href ?? `${request.endpoint}${request.path}`
  const headers = (request.headers ?? []).map((header) => ['--header', header])
  const body = request.body === undefined ? [] : [['--json', JSON.stringify(request.body)]]
  return `${commandLine([['curl', '--request', request.method, url], ...headers, ...body])}\n${whereLine(target)}`
}
