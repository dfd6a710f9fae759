import type { NextAuthOptions } from 'next-auth'
import CredentialsProvider from 'next-auth/providers/credentials'
import { database } from '@/lib/db/client'
import { env } from '@/lib/env'
import { createLog } from '@/lib/log'
import { authenticate, closeSession, openSession } from './authenticate'
import { clientAddress } from './client-address'
import { sessionTokenOfRequest } from './current-person'
import { servedByHttps, sessionCookieName, sessionCookieOptions } from './session-cookie'
import { findSessions, sessionLimits } from './session-store'

/**
 * The library keeps local sign-in and database sessions apart, so its token codec is replaced: encoding opens a row
 * in `session` and gives its opaque token, decoding looks the row up. No JWT is ever made; a deleted row is the end.
 */
export function authOptions(): NextAuthOptions {
  const log = createLog('sign-in')
  const https = servedByHttps()
  return {
    secret: env().authSecret ?? undefined,
    session: { strategy: 'jwt', maxAge: sessionLimits.absoluteMilliseconds / 1_000 },
    useSecureCookies: https,
    cookies: { sessionToken: { name: sessionCookieName(https), options: sessionCookieOptions(https) } },
    pages: { signIn: '/sign-in', signOut: '/sign-in', error: '/sign-in' },
    providers: [
      CredentialsProvider({
        name: 'Breakwater',
        credentials: { login: { type: 'text' }, password: { type: 'password' } },
        authorize: async (credentials, request) => {
          const address = clientAddress(String(request.headers?.['x-forwarded-for'] ?? ''))
          const { login = '', password = '' } = credentials ?? {}
          if (login.length > 200 || password.length > 1_000) return null
          // Asynchronous as a whole: a database that is not even configured must be as silent as one that is away.
          const check = async () => authenticate(database(), { login, password, address })
          const result = await check().catch((err: unknown) => {
            // The library shows the message of whatever is thrown to whoever tries: nothing of the database in it.
            log.error({ err }, 'a sign-in could not be checked')
            throw new Error('unavailable')
          })
          if (!result.ok && result.code === 'held') throw new Error(`held:${result.seconds}`)
          return result.ok ? { id: result.accountId, name: result.name, address } : null
        },
      }),
    ],
    callbacks: {
      jwt: ({ token, user }) =>
        user === undefined ? token : { sub: user.id, address: 'address' in user ? user.address : 'unknown' },
      session: ({ session, token }) => ({ ...session, user: { name: token.name ?? null } }),
    },
    jwt: {
      encode: async ({ token }) => {
        if (typeof token?.['opaque'] === 'string') return token['opaque']
        if (token?.sub === undefined) throw new Error('no account to open a session for')
        return openSession(database(), token.sub, String(token['address']), await sessionTokenOfRequest())
      },
      decode: async ({ token }) => {
        const found = token === undefined ? undefined : (await findSessions(database(), [token])).get(token)
        return found === undefined ? null : { sub: found.accountId, name: found.name, opaque: token }
      },
    },
    events: {
      signOut: async ({ token }) => {
        if (typeof token?.['opaque'] === 'string') await closeSession(database(), token['opaque'])
      },
    },
    logger: {
      // A wrong sign-in is in the journal; the library's own words may quote what was typed.
      error: (code) => log.warn({ code }, 'sign-in did not work'),
      warn: () => undefined,
      debug: () => undefined,
    },
  }
}
