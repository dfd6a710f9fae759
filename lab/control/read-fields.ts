import type { LabRequest } from '../core/contract'
import { readJsonObject } from '../core/read-json'

/** The fields of a command, from a JSON object or from the page's forms, where an empty field is an absent one. */
export function readFields(request: LabRequest): { fields: Record<string, unknown> | undefined; form: boolean } {
  const form = (request.headers['content-type'] ?? '').startsWith('application/x-www-form-urlencoded')
  if (!form) return { fields: readJsonObject(request), form }
  const entries = [...new URLSearchParams(request.body.toString('utf8'))].filter(([, value]) => value !== '')
  return { fields: Object.fromEntries(entries), form }
}
