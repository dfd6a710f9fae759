import type { LabRequest } from '../../core/contract'

export type Fields = Record<string, unknown>

/** The body's fields, whether it came as JSON or as a form; undefined when it is neither. */
export function readFields(request: LabRequest): Fields | undefined {
  const text = request.body.toString('utf8')
  const type = request.headers['content-type'] ?? ''
  if (text === '') return {}
  if (type.includes('application/x-www-form-urlencoded')) return Object.fromEntries(new URLSearchParams(text))
  return parseObject(text)
}

export function parseObject(text: string): Fields | undefined {
  try {
    const parsed: unknown = JSON.parse(text)
    return isFields(parsed) ? parsed : undefined
  } catch {
    return undefined
  }
}

export function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

export function textOf(value: unknown): string {
  return typeof value === 'string' ? value : ''
}
