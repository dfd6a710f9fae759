import type { LabRequest } from './contract'

/** The JSON object of a request's body, or undefined when it is anything else; an empty body is an empty object. */
export function readJsonObject(request: LabRequest): Record<string, unknown> | undefined {
  if (request.body.length === 0) return {}
  try {
    const value: unknown = JSON.parse(request.body.toString('utf8'))
    return isRecord(value) ? value : undefined
  } catch {
    return undefined
  }
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
