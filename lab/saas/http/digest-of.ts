import { createHash } from 'node:crypto'

/** A short name for some content, for an effect's target: the same content again is the same target. */
export function digestOf(content: unknown): string {
  return createHash('sha256')
    .update(JSON.stringify(content) ?? '')
    .digest('hex')
    .slice(0, 12)
}
