import { isAbsolute, resolve } from 'node:path'
import { z } from 'zod'

/** What a URL of a database in plain text is refused with. */
export const plainDatabase =
  'must end with ?sslmode=verify-full, and sslrootcert=FILE where its authority is your own: the database is on another machine'

const DatabaseUrl = z
  .url({
    protocol: /^postgres(ql)?$/,
    error: 'must be a URL like postgresql://user:password@host:5432/name',
  })
  .refine(isPrivate, plainDatabase)
const Origin = z
  .string()
  .refine(isOrigin, 'must be an address like https://10.0.0.7, without a path; several are separated by commas')
  .transform((text) => new URL(text).origin)
const Directory = z.string().transform((path) => (isAbsolute(path) ? path : resolve(path)))

const Variables = z.object({
  /** Where the console listens on 127.0.0.1. */
  PORT: z.coerce
    .number({ error: 'must be a port number' })
    .int('must be a port number')
    .min(1, 'must be at least 1')
    .max(65_535, 'must be at most 65535')
    .default(3000),
  /** The application's connection. Without it, `npm run up` starts an embedded PostgreSQL. */
  DATABASE_URL: DatabaseUrl.optional(),
  /** The connection that owns the tables and applies migrations; the application's own when left out. */
  DATABASE_OWNER_URL: DatabaseUrl.optional(),
  BREAKWATER_DATA: Directory.default(resolve('.breakwater')),
  /** Where `file:NAME` references of an environment are looked up. */
  BREAKWATER_SECRETS: Directory.optional(),
  NEXTAUTH_SECRET: z.string().min(32, 'must have at least 32 characters').optional(),
  NEXTAUTH_URL: z
    .url({ protocol: /^https?$/, error: 'must be the address people type, like http://localhost:3000' })
    .optional(),
  /** Further addresses people type, such as one that needs no name service. */
  BREAKWATER_ORIGINS: z
    .string()
    .transform((text) => text.split(',').map((part) => part.trim()))
    .pipe(z.array(Origin))
    .optional(),
  /** Folders or packages of systems of others, separated by commas. */
  BREAKWATER_SYSTEMS: z
    .string()
    .transform((text) =>
      text
        .split(',')
        .map((part) => part.trim())
        .filter((part) => part !== ''),
    )
    .optional(),
  LOG_LEVEL: z.enum(['trace', 'debug', 'info', 'warn', 'error', 'silent']).default('info'),
})

export interface Env {
  port: number
  databaseUrl: string | null
  databaseOwnerUrl: string | null
  dataDirectory: string
  secretsDirectory: string
  authSecret: string | null
  publicUrl: string | null
  /** Every address the console is reached at, the one above first. None: this machine alone. */
  publicOrigins: string[]
  /** Folders or packages of systems of others. */
  systems: string[]
  logLevel: 'trace' | 'debug' | 'info' | 'warn' | 'error' | 'silent'
}

/** Thrown with every problem at once; the message names the variables and never repeats a value. */
export class EnvironmentError extends Error {
  override readonly name = 'EnvironmentError'
}

/** Reads the process's variables. An empty variable counts as absent. Throws EnvironmentError. */
export function parseEnv(variables: Readonly<Record<string, string | undefined>>): Env {
  const present = Object.fromEntries(Object.entries(variables).filter(([, value]) => value?.trim()))
  const parsed = Variables.safeParse(present)
  if (!parsed.success) {
    const problems = parsed.error.issues.map((issue) => `${issue.path.join('.')} ${issue.message}`)
    throw new EnvironmentError(problems.join('; '))
  }
  const v = parsed.data
  if (v.DATABASE_OWNER_URL !== undefined && v.DATABASE_URL === undefined) {
    throw new EnvironmentError('DATABASE_OWNER_URL is set without DATABASE_URL, which the application connects with')
  }
  return {
    publicOrigins: originsOf(v.NEXTAUTH_URL, v.BREAKWATER_ORIGINS ?? []),
    port: v.PORT,
    databaseUrl: v.DATABASE_URL ?? null,
    databaseOwnerUrl: v.DATABASE_OWNER_URL ?? null,
    dataDirectory: v.BREAKWATER_DATA,
    secretsDirectory: v.BREAKWATER_SECRETS ?? resolve(v.BREAKWATER_DATA, 'secrets'),
    authSecret: v.NEXTAUTH_SECRET ?? null,
    publicUrl: v.NEXTAUTH_URL ?? null,
    systems: v.BREAKWATER_SYSTEMS ?? [],
    logLevel: v.LOG_LEVEL,
  }
}

/** Whether what is said to the database, its password first, is read by nobody on the way. */
export function isPrivate(databaseUrl: string): boolean {
  if (!URL.canParse(databaseUrl)) return true
  const { hostname, searchParams } = new URL(databaseUrl)
  // A path is a socket of this machine; the query's host is the one that counts.
  const host = searchParams.get('host') ?? decodeURIComponent(hostname)
  if (host === '' || host.startsWith('/') || /^(localhost|127(\.\d+){3}|\[?::1\]?)$/.test(host)) return true
  return ['require', 'verify-ca', 'verify-full'].includes(searchParams.getAll('sslmode').at(-1) ?? '')
}

/** What to say, loudly, where this process is root; null where it is not. */
export function rootWarning(uid = process.getuid?.()): string | null {
  if (uid !== 0) return null
  return 'this runs as root: whoever breaks into it has the machine. Start it as a user of its own.'
}

function isOrigin(text: string): boolean {
  if (!/^https?:/.test(text) || !URL.canParse(text)) return false
  const url = new URL(text)
  return url.href === `${url.origin}/`
}

/** One scheme for all: the session's cookie is either bound to https or it is not. */
function originsOf(publicUrl: string | undefined, further: readonly string[]): string[] {
  if (publicUrl === undefined) {
    if (further.length === 0) return []
    throw new EnvironmentError('BREAKWATER_ORIGINS is set without NEXTAUTH_URL, the address people type first')
  }
  const { origin, protocol } = new URL(publicUrl)
  if (further.some((other) => new URL(other).protocol !== protocol))
    throw new EnvironmentError(`BREAKWATER_ORIGINS must begin with ${protocol}// as NEXTAUTH_URL does`)
  return [...new Set([origin, ...further])]
}

let parsedOnce: Env | undefined

/** The environment of this process, parsed at the first use. */
export function env(): Env {
  return (parsedOnce ??= parseEnv(process.env))
}
