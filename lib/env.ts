import { isAbsolute, resolve } from 'node:path'
import { z } from 'zod'

const DatabaseUrl = z.url({
  protocol: /^postgres(ql)?$/,
  error: 'must be a URL like postgresql://user:password@host:5432/name',
})
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
    port: v.PORT,
    databaseUrl: v.DATABASE_URL ?? null,
    databaseOwnerUrl: v.DATABASE_OWNER_URL ?? null,
    dataDirectory: v.BREAKWATER_DATA,
    secretsDirectory: v.BREAKWATER_SECRETS ?? resolve(v.BREAKWATER_DATA, 'secrets'),
    authSecret: v.NEXTAUTH_SECRET ?? null,
    publicUrl: v.NEXTAUTH_URL ?? null,
    logLevel: v.LOG_LEVEL,
  }
}

let parsedOnce: Env | undefined

/** The environment of this process, parsed at the first use. */
export function env(): Env {
  return (parsedOnce ??= parseEnv(process.env))
}
