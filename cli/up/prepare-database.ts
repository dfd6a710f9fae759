import { join } from 'node:path'
import { prepareApplicationRole, type ApplicationAccess } from '@/lib/db/application-role'
import { startPostgres } from '@/lib/db/embedded/start-postgres'
import { migrate, readMigrations } from '@/lib/db/migrate'
import { readSecretFile, writeSecretFile } from './keep-secret'

export interface PreparedDatabase {
  /** What the application connects with, and how far that is restricted. */
  access: ApplicationAccess
  /** Names of the migrations applied now. */
  migrated: string[]
  /** Resolves, with the server's last words, when an embedded server ends; never for an outside one. */
  ended: Promise<string>
  stop(): Promise<void>
}

interface Options {
  /** An outside PostgreSQL; null starts an embedded one. */
  databaseUrl: string | null
  databaseOwnerUrl: string | null
  dataDirectory: string
  say: (line: string) => void
  /** For a database nobody keeps: fast and not durable. */
  throwaway?: boolean
}

/** A migrated database and the application's way in. */
export async function prepareDatabase(options: Options): Promise<PreparedDatabase> {
  const { databaseUrl, databaseOwnerUrl, dataDirectory } = options
  if (databaseUrl !== null) {
    const prepared = await prepare(databaseOwnerUrl ?? databaseUrl, databaseUrl, dataDirectory)
    return { ...prepared, ended: new Promise(() => undefined), stop: () => Promise.resolve() }
  }
  const { say, throwaway } = options
  const directory = join(dataDirectory, 'database')
  const postgres = await startPostgres({ directory, say, ...(throwaway === undefined ? {} : { throwaway }) })
  try {
    await postgres.createDatabase('breakwater')
    const prepared = await prepare(postgres.url('breakwater'), null, dataDirectory)
    return { ...prepared, ended: postgres.ended, stop: postgres.stop }
  } catch (error) {
    await postgres.stop()
    throw error
  }
}

async function prepare(ownerUrl: string, appUrl: string | null, dataDirectory: string) {
  const migrated = await migrate(ownerUrl, await readMigrations())
  const file = join(dataDirectory, 'application-role-password')
  const passwords = { read: () => readSecretFile(file), write: (password: string) => writeSecretFile(file, password) }
  return { migrated, access: await prepareApplicationRole(ownerUrl, { appUrl, passwords }) }
}
