/** Why a database takes nothing, where it says so or says nothing at all. */
export type DatabaseTrouble = 'full' | 'read-only' | 'away'

/** Refused for what was asked, by every database in the world: data, constraints, statements, functions. */
const ours = ['0A', '21', '22', '23', '42', 'P0']

/** What is wrong with the database, by its own answer or by its silence; null for an error of whoever asked. */
export function databaseTrouble(error: unknown): DatabaseTrouble | null {
  const state = sqlState(error)
  if (state === '53100') return 'full'
  if (state === '25006') return 'read-only'
  if (state !== null) return ours.includes(state.slice(0, 2)) ? null : 'away'
  const code = prismaCode(error)
  // Limits of pool and transaction, and a raw query without an answer's state, are of the way; other P2xxx of the query.
  if (code !== null) return code.startsWith('P1') || ['P2010', 'P2024', 'P2028', 'P2034'].includes(code) ? 'away' : null
  return isOfConnection(error) ? 'away' : null
}

/** SQLSTATE, in each of the shapes the clients give it: by a query, a raw query, or the commit. */
export function sqlState(error: unknown): string | null {
  return within(error, ({ originalCode, code }) =>
    [originalCode, code].find((text) => typeof text === 'string' && /^[0-9A-Z]{5}$/.test(text) && !isPrisma(text)),
  )
}

const prismaCode = (error: unknown) => within(error, ({ code }) => (isPrisma(code) ? code : undefined))
const isPrisma = (code: unknown): code is string => typeof code === 'string' && /^P[1-9]\d{3}$/.test(code)

function within(error: unknown, look: (of: Record<string, unknown>) => unknown): string | null {
  if (typeof error !== 'object' || error === null) return null
  const of = error as Record<string, unknown>
  const found = look(of)
  if (typeof found === 'string') return found
  for (const key of ['cause', 'meta', 'driverAdapterError']) {
    const inner = within(of[key], look)
    if (inner !== null) return inner
  }
  return null
}

const drivers =
  /connection terminated|connection error|client was closed|timeout exceeded when trying to connect|timeout expired|did not answer within/i

/** A connection that broke, was never there, or was given up; told by the driver, which has no code for it. */
function isOfConnection(error: unknown): boolean {
  if (!(error instanceof Error)) return false
  if (/^(PrismaClient(Initialization|UnknownRequest|RustPanic)Error|DriverAdapterError)$/.test(error.name)) return true
  if ('code' in error && /^E[A-Z]+$/.test(String(error.code))) return true
  return drivers.test(error.message) || isOfConnection(error.cause)
}
