import type { LabRequest } from '../core/contract'
import { readJsonObject } from '../core/read-json'

/**
 * The fields of a command, from a JSON object or from the page's forms, where an empty field is an absent one. A body
 * that opens a brace is JSON whatever its type says: curl and others call every body a form.
 */
export function readFields(request: LabRequest): Record<string, unknown> | undefined {
  const text = request.body.toString('utf8').trimStart()
  const form = (request.headers['content-type'] ?? '').startsWith('application/x-www-form-urlencoded')
  if (!form || text.startsWith('{')) return readJsonObject(request)
  return Object.fromEntries([...new URLSearchParams(text)].filter(([, value]) => value !== ''))
}
