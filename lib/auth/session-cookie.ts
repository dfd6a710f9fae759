import { env } from '@/lib/env'

/** Whether people reach the console by https; the address is configuration, never a header of the request. */
export function servedByHttps(publicUrl = env().publicUrl): boolean {
  return publicUrl?.startsWith('https://') === true
}

/** `__Host-` binds the cookie to this host, path / and https; browsers refuse the prefix on plain http. */
export function sessionCookieName(https = servedByHttps()): string {
  return https ? '__Host-breakwater-session' : 'breakwater-session'
}

/** Lax, not strict: a link in Slack or a page must open the console signed in. Writes check their origin besides. */
export function sessionCookieOptions(https = servedByHttps()) {
  return { httpOnly: true, sameSite: 'lax' as const, path: '/', secure: https }
}
