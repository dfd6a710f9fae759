import type { LabRequest } from '../../core/contract'
import { readFields, type Fields } from '../http/read-fields'
import { SlackError } from './slack-error'

/** Arguments that arrive as JSON text in a form body, as the official client sends them. */
const structured = ['blocks', 'attachments', 'metadata']

/** A method's arguments from query and body. Throws `invalid_json` for a body that claims to be JSON and is not. */
export function readArguments(request: LabRequest): Fields {
  const body = readFields(request)
  if (body === undefined) throw new SlackError('invalid_json')
  const fields: Fields = { ...Object.fromEntries(request.query), ...body }
  for (const name of structured) {
    const value = fields[name]
    if (typeof value === 'string') fields[name] = parseArgument(name, value)
  }
  return fields
}

export function isTrue(value: unknown): boolean {
  return value === true || value === 'true' || value === '1'
}

/** `limit` and `cursor` applied; `next_cursor` is empty on the last page. */
export function page<T>(all: readonly T[], fields: Fields): { items: T[]; nextCursor: string } {
  const limit = Math.min(Math.max(Number(fields.limit ?? 100) || 100, 1), 1000)
  const cursor = typeof fields.cursor === 'string' && fields.cursor !== '' ? fields.cursor : undefined
  const offset =
    cursor === undefined ? 0 : Number(Buffer.from(cursor, 'base64').toString('utf8').replace('offset:', ''))
  if (!Number.isInteger(offset) || offset < 0) throw new SlackError('invalid_cursor')
  const next = offset + limit
  const nextCursor = next < all.length ? Buffer.from(`offset:${next}`).toString('base64') : ''
  return { items: all.slice(offset, next), nextCursor }
}

function parseArgument(name: string, text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    throw new SlackError(`invalid_${name}`)
  }
}
