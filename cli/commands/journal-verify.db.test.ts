import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Client } from 'pg'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { appendEntries } from '@/lib/db/append-entries'
import { lockStreams } from '@/lib/db/lock-streams'
import { readStream } from '@/lib/db/read-stream'
import { withTransaction } from '@/lib/db/transaction'
import { createTestDatabase, type TestDatabase } from '@/lib/testing/test-database'
import { runCommand } from './run-command'

const run = (argv: readonly string[]) => runCommand(['journal', 'verify', ...argv])

let test: TestDatabase
let directory: string
let said: string[]
beforeEach(async () => {
  test = await createTestDatabase({ connections: 2 })
  directory = mkdtempSync(join(tmpdir(), 'verify-'))
  said = []
  vi.spyOn(console, 'log').mockImplementation((line: string) => void said.push(line))
  vi.spyOn(console, 'error').mockImplementation((line: string) => void said.push(line))
  await withTransaction(test.database, async (tx) => {
    for (const head of (await lockStreams(tx, ['incident:1', 'plan:p'])).values()) {
      const note = (n: number) => ({ type: 'note.taken', version: 1, payload: { n } })
      await appendEntries(tx, head, { person: 'ada' }, [1, 2, 3, 4].map(note))
    }
  })
})
afterEach(async () => {
  vi.restoreAllMocks()
  rmSync(directory, { recursive: true })
  await test.drop()
})

/** What a database owner can do who means it: no trigger runs in this session. */
async function tamper(sql: string): Promise<void> {
  const client = new Client({ connectionString: test.ownerUrl })
  await client.connect()
  await client.query("SET session_replication_role = 'replica'")
  await client.query(sql)
  await client.end()
}

const verifyDatabase = () => run(['--database', test.url])

describe('journal verify --database', () => {
  it('says how much it has verified', async () => {
    expect(await verifyDatabase()).toBe(0)
    expect(said).toEqual(['verified: 8 entries, 2 streams'])
    said = []
    expect(await run(['--database', test.url, '--json'])).toBe(0)
    expect(JSON.parse(said.join())).toMatchObject({ ok: true, entries: 8, streams: 2, problems: [] })
  })

  const one = "stream = 'incident:1' AND sequence"
  it.each([
    ['one byte edited', `UPDATE journal_entry SET payload = '{"n":7}' WHERE ${one} = 2`, /incident:1 #2 .* altered/],
    ['a middle row deleted', `DELETE FROM journal_entry WHERE ${one} = 2`, /incident:1 #3 .* missing/],
    ['the first row deleted', `DELETE FROM journal_entry WHERE ${one} = 1`, /incident:1 #2 .* missing/],
    ['the last rows deleted', `DELETE FROM journal_entry WHERE ${one} > 2`, /incident:1: tail-cut: number 4/],
    ['a stream deleted', "DELETE FROM journal_entry WHERE stream = 'plan:p'", /plan:p: tail-cut/],
    ['everything deleted', 'TRUNCATE journal_entry', /incident:1: tail-cut/],
    [
      'a row deleted and the head lost with it',
      `DELETE FROM journal_entry WHERE ${one} = 1; DELETE FROM journal_head WHERE stream = 'incident:1'`,
      /incident:1 #2 .* missing/,
    ],
    [
      'two rows exchanged',
      `UPDATE journal_entry SET sequence = 105 - sequence WHERE ${one} IN (2, 3);
       UPDATE journal_entry SET sequence = sequence - 100 WHERE ${one} > 100`,
      /incident:1 #2 .* altered/,
    ],
    [
      'the head moved back',
      "UPDATE journal_head SET hash = repeat('0', 64) WHERE stream = 'plan:p'",
      /plan:p: rewritten/,
    ],
  ])('names the entry with %s', async (_, sql, message) => {
    await tamper(sql)
    expect(await verifyDatabase()).toBe(1)
    expect(said.join('\n')).toMatch(/^broken: /)
    expect(said.join('\n')).toMatch(message)
  })
})

describe('journal verify FILE', () => {
  async function exported(change: (entries: Record<string, unknown>[]) => Record<string, unknown>[] = (e) => e) {
    const entries = [...(await readStream(test.database, 'incident:1')), ...(await readStream(test.database, 'plan:p'))]
    const path = join(directory, 'export.json')
    writeFileSync(path, JSON.stringify({ entries: change(entries.map((entry) => ({ ...entry }))) }))
    return path
  }

  it('verifies without a database, and says what to compare', async () => {
    expect(await run([await exported()])).toBe(0)
    expect(said[0]).toBe('verified: 8 entries, 2 streams')
    expect(said).toContainEqual(expect.stringMatching(/incident:1 ends at #4 with [0-9a-f]{64}/))
  })

  it('names the first broken entry by its place and number', async () => {
    const path = await exported((entries) => entries.map((e, i) => (i === 5 ? { ...e, actor: '{"person":"bob"}' } : e)))
    expect(await run([path])).toBe(1)
    expect(said).toEqual([expect.stringMatching(/^broken: plan:p #2 \(entry 6 of the file\): altered: /)])
  })

  it('fails on a file that is no export, and on none', async () => {
    const path = join(directory, 'x.json')
    writeFileSync(path, '{}')
    expect(await run([path])).toBe(1)
    expect(await run([join(directory, 'none.json')])).toBe(1)
    expect(await run([])).toBe(2)
    expect(said).toEqual([
      `${path}: neither a list of entries nor an object with \`entries\``,
      expect.stringContaining('no such file'),
      'breakwater: give the file of an export, or --database',
    ])
  })
})
