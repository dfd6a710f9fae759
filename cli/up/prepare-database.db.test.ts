import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, inject, it } from 'vitest'
import { createDatabase } from '@/lib/db/client'
import { readJournalProtection } from '@/lib/db/read-journal-protection'
import { query, withDatabase } from '@/lib/testing/database-server'
import { prepareDatabase, type PreparedDatabase } from './prepare-database'

const name = `prepare_${process.pid}`
let dataDirectory: string
beforeEach(async () => {
  dataDirectory = mkdtempSync(join(tmpdir(), 'prepare-'))
  await query(inject('databaseServer').ownerUrl, `CREATE DATABASE ${name}`)
})
afterEach(async () => {
  await query(inject('databaseServer').ownerUrl, `DROP DATABASE ${name} WITH (FORCE)`)
  rmSync(dataDirectory, { recursive: true })
})

const url = () => withDatabase(inject('databaseServer').ownerUrl, name)

async function protectionOf({ access }: PreparedDatabase) {
  const database = createDatabase(access.url, { connections: 1 })
  try {
    return await readJournalProtection(database)
  } finally {
    await database.$disconnect()
  }
}

describe('an outside PostgreSQL', () => {
  it('is migrated once and used without the right to change the journal', async () => {
    const options = { databaseUrl: url(), databaseOwnerUrl: null, dataDirectory, say: () => undefined }
    const first = await prepareDatabase(options)
    expect(first.migrated).toContain('0001_spine')
    // The role is on this server already, made by somebody else: its password is not ours to know or to change.
    expect(first.access.kind).toBe('assumed')
    expect(await protectionOf(first)).toMatchObject({ role: 'breakwater_app', mayAlter: [], level: 'partial' })
    expect((await prepareDatabase(options)).migrated).toEqual([])
    await first.stop()
    expect(readdirSync(dataDirectory)).toEqual([])
  })

  it('takes the role it is told, migrated by the owner it is told', async () => {
    await query(url(), `CREATE ROLE ${name} LOGIN PASSWORD 'theirs'`)
    const app = new URL(url())
    app.username = name
    app.password = 'theirs'
    const options = { databaseUrl: app.href, databaseOwnerUrl: url(), dataDirectory, say: () => undefined }
    try {
      expect(await protectionOf(await prepareDatabase(options))).toMatchObject({ role: name, level: 'full' })
    } finally {
      await query(url(), `DROP OWNED BY ${name}; DROP ROLE ${name}`)
    }
  })

  it('that does not answer is named by address, without its password', async () => {
    const databaseUrl = 'postgresql://app:canary@127.0.0.1:1/none'
    const failure = prepareDatabase({ databaseUrl, databaseOwnerUrl: null, dataDirectory, say: () => undefined })
    await expect(failure).rejects.toThrow(/127\.0\.0\.1:1/)
    await expect(failure).rejects.toThrow(/^(?!.*canary)/)
  })
})
