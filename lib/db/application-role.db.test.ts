import { Client } from 'pg'
import { afterEach, beforeEach, describe, expect, inject, it } from 'vitest'
import { query, withDatabase } from '@/lib/testing/database-server'
import { createTestDatabase, type TestDatabase } from '@/lib/testing/test-database'
import { prepareApplicationRole, rights, type PasswordStore } from './application-role'
import { createDatabase } from './client'
import { migrate, readMigrations } from './migrate'
import { readJournalProtection } from './read-journal-protection'

let test: TestDatabase
beforeEach(async () => {
  test = await createTestDatabase()
})
afterEach(() => test.drop())

function keep(password: string | null = null): PasswordStore & { kept(): string | null } {
  let kept = password
  return { read: async () => kept, write: async (next) => void (kept = next), kept: () => kept }
}

async function protection(url: string) {
  const database = createDatabase(url, { connections: 1 })
  try {
    return await readJournalProtection(database)
  } finally {
    await database.$disconnect()
  }
}

const serverUrl = () => inject('databaseServer').ownerUrl
const name = `role_test_${process.pid}`

describe("the application's role", () => {
  it('is assumed where it exists and its password is kept by another installation', async () => {
    const passwords = keep()
    const access = await prepareApplicationRole(test.ownerUrl, { passwords })
    expect(access.kind).toBe('assumed')
    expect(passwords.kept()).toBeNull()
    expect(await protection(access.url)).toMatchObject({ role: 'breakwater_app', level: 'partial', mayAlter: [] })
  })

  it('has for each table the rights that are listed, and for a table that is not none', async () => {
    const client = new Client({ connectionString: test.ownerUrl })
    await client.connect()
    try {
      const granted = async () => {
        const { rows } = await client.query<{ name: string; rights: string }>(`
          SELECT c.relname AS name, array_to_string(ARRAY(
            SELECT r FROM unnest(ARRAY['SELECT', 'INSERT', 'UPDATE', 'DELETE', 'TRUNCATE', 'REFERENCES', 'TRIGGER']) r
            WHERE has_table_privilege('breakwater_app', c.oid, r)), ', ') AS rights
          FROM pg_class c WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p', 'v', 'm')`)
        return Object.fromEntries(rows.map(({ name, rights: given }) => [name, given]))
      }
      expect(await granted(), 'a new table needs a line in lib/db/application-role.ts').toEqual(rights)
      await client.query('CREATE TABLE not_listed (id int); GRANT ALL ON not_listed, journal_entry TO breakwater_app')
      await prepareApplicationRole(test.ownerUrl, { passwords: keep() })
      expect(await granted()).toEqual({ ...rights, not_listed: '' })
    } finally {
      await client.end()
    }
  })

  it("is the operator's own where one is given, and gets what it needs and no more", async () => {
    await query(serverUrl(), `CREATE ROLE ${name} LOGIN PASSWORD 'theirs'`)
    try {
      const url = new URL(test.ownerUrl)
      url.username = name
      url.password = 'theirs'
      const access = await prepareApplicationRole(test.ownerUrl, { appUrl: url.href, passwords: keep() })
      expect(access).toMatchObject({ kind: 'login', url: url.href })
      expect(await protection(access.url)).toMatchObject({ role: name, level: 'full' })
    } finally {
      await query(test.ownerUrl, `DROP OWNED BY ${name}; DROP ROLE ${name}`)
    }
  })

  it('is said to be missing where the owner may not make one, and the trigger alone is left', async () => {
    await query(serverUrl(), `CREATE ROLE ${name} LOGIN PASSWORD 'plain'`)
    await query(serverUrl(), `CREATE DATABASE ${name} OWNER ${name}`)
    try {
      const owner = new URL(withDatabase(serverUrl(), name))
      owner.username = name
      owner.password = 'plain'
      await migrate(owner.href, await readMigrations())
      // It exists on this server, but the plain owner may not take it on.
      const access = await prepareApplicationRole(owner.href, { appUrl: owner.href, passwords: keep() })
      expect(access).toMatchObject({ kind: 'owner', url: owner.href })
      expect(access.detail).toMatch(/only a trigger protects the journal/)
      expect(await protection(access.url)).toMatchObject({ level: 'partial' })
    } finally {
      await query(serverUrl(), `DROP DATABASE ${name} WITH (FORCE)`)
      await query(serverUrl(), `DROP ROLE ${name}`)
    }
  })

  it('keeps working for a client that sends a statement as it', async () => {
    const access = await prepareApplicationRole(test.ownerUrl, { passwords: keep() })
    const client = new Client({ connectionString: access.url })
    await client.connect()
    await client.query("INSERT INTO worker VALUES ('w', now(), now(), '1')")
    await expect(client.query('DELETE FROM journal_entry')).rejects.toThrow('permission denied')
    await client.end()
  })
})
