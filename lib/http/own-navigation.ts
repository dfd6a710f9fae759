import { DomainError } from '@/lib/domain/errors'
import { env } from '@/lib/env'
import { isOwnAddress } from './own-address'

/**
 * For a GET that leaves an entry: another site, a sibling of this one included, must not make somebody's browser leave
 * one. Browsers say where a request comes from, by Sec-Fetch-Site or, on a plain address, by the page before it; what
 * says neither is no page of the console. `none` is somebody who typed it.
 */
export function requireOwnNavigation(
  headers: Pick<Headers, 'get'>,
  origins: readonly string[] = env().publicOrigins,
): void {
  const site = headers.get('sec-fetch-site')
  const before = headers.get('referer')
  const own = site === 'same-origin' || site === 'none'
  if (own || (site === null && before !== null && URL.canParse(before) && isOwnAddress(new URL(before), origins)))
    return
  throw new DomainError({ code: 'forbidden', message: 'An export is asked for from the console itself.' })
}
