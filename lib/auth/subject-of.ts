import { createHmac, randomBytes } from 'node:crypto'
import { env } from '@/lib/env'

/** Where no secret is shared by the web processes, each has its own. */
const own = randomBytes(32).toString('hex')

/**
 * What stands for a login nobody has, so that it is held back like one that exists: else the hold would tell which do.
 * People type their password into the wrong field, so what was typed is kept only as a keyed hash.
 */
export function subjectOfUnknown(login: string): string {
  return `nobody:${createHmac('sha256', env().authSecret ?? own)
    .update(login)
    .digest('base64url')}`
}
