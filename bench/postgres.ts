import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { prepareApplicationRole } from '@/lib/db/application-role'
import { createDatabase, type Database } from '@/lib/db/client'
import { startPostgres } from '@/lib/db/embedded/start-postgres'
import { migrate, readMigrations } from '@/lib/db/migrate'

export interface BenchPostgres {
  ownerUrl: string
  url: string
  database: Database
}

/** A durable PostgreSQL of its own, migrated and empty, for as long as `work` takes. */
export async function withPostgres<T>(work: (postgres: BenchPostgres) => Promise<T>, connections = 10): Promise<T> {
  const directory = await mkdtemp(join(tmpdir(), 'breakwater-bench-'))
  await chmod(directory, 0o711)
  const postgres = await startPostgres({ directory: join(directory, 'database') })
  try {
    await postgres.createDatabase('breakwater')
    const ownerUrl = postgres.url('breakwater')
    await migrate(ownerUrl, await readMigrations())
    let kept: string | null = null
    const passwords = {
      read: () => Promise.resolve(kept),
      write: (password: string) => {
        kept = password
        return Promise.resolve()
      },
    }
    const { url } = await prepareApplicationRole(ownerUrl, { appUrl: null, passwords })
    const database = createDatabase(url, { name: 'breakwater-bench', connections })
    try {
      return await work({ ownerUrl, url, database })
    } finally {
      await database.$disconnect()
    }
  } finally {
    await postgres.stop()
    await rm(directory, { recursive: true, force: true })
  }
}
