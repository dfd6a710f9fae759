import pino, { type DestinationStream, type Logger } from 'pino'

const secretKeys = [
  'password',
  'passwordHash',
  'token',
  'sessionToken',
  'secret',
  'secretAccessKey',
  'authorization',
  'cookie',
  'connectionString',
  'databaseUrl',
  'DATABASE_URL',
  'DATABASE_OWNER_URL',
  'NEXTAUTH_SECRET',
]
/** At the top, one level down and two: deeper objects are not logged here. */
const redact = secretKeys.flatMap((key) => [key, `*.${key}`, `*.*.${key}`])

/** Takes the password out of every URL in a text: drivers repeat connection strings in their errors. */
export function withoutPasswords(text: string): string {
  return text.replace(/([a-z][a-z0-9+.-]*:\/\/[^\s:/@]*):[^\s@]*@/gi, '$1:***@')
}

/**
 * One JSON line a record on standard error, or where `destination` says: standard output belongs to what a program was
 * asked for, and a line about a broken connection in the middle of `--json` makes that unreadable.
 */
export function createLog(
  name: string,
  level = process.env['LOG_LEVEL'] ?? 'info',
  destination: DestinationStream = pino.destination({ dest: 2, sync: true }),
): Logger {
  const options = {
    name,
    level,
    redact: { paths: redact, censor: '***' },
    timestamp: pino.stdTimeFunctions.isoTime,
    serializers: {
      // Anything can be thrown.
      err: (thrown: unknown) => {
        if (!(thrown instanceof Error)) return withoutPasswords(String(thrown))
        const { type, message, stack } = pino.stdSerializers.err(thrown)
        return { type, message: withoutPasswords(message), stack: withoutPasswords(stack) }
      },
    },
  }
  return pino(options, destination)
}
