import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Client } from 'pg'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { saveArtefact } from '@/lib/db/artefact'
import { appendEntries } from '@/lib/db/append-entries'
import { lockStreams } from '@/lib/db/lock-streams'
import { readStream } from '@/lib/db/read-stream'
import { withTransaction } from '@/lib/db/transaction'
import { sha256Hex } from '@/lib/domain/journal/chain'
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
    ['a head deleted', "DELETE FROM journal_head WHERE stream = 'plan:p'", /plan:p: no-head: /],
    [
      'everything deleted with all heads',
      'TRUNCATE journal_entry, journal_head',
      /the journal: emptied: .* position 8/,
    ],
  ])('names the entry with %s', async (_, sql, message) => {
    await tamper(sql)
    expect(await verifyDatabase()).toBe(1)
    expect(said.join('\n')).toMatch(/^broken: /)
    expect(said.join('\n')).toMatch(message)
  })
})

describe('a database that contradicts itself', () => {
  const hash = 'c'.repeat(64)
  const write = (stream: string, type: string, payload: Record<string, unknown>) =>
    withTransaction(test.database, async (tx) => {
      const [head] = (await lockStreams(tx, [stream])).values()
      if (head === undefined) throw new Error('no head')
      return appendEntries(tx, head, { person: 'ada' }, [{ type, version: 1, payload }])
    })
  /** All that is written with an export of incident 1: kept by a stream of its own. */
  const exported = async () => {
    const [, , third] = await readStream(test.database, 'incident:1')
    await write('exports', 'evidence.exported', { incident: '1', format: 'json', sequence: 3, hash: third?.hash ?? '' })
  }
  const imported = async (content: string) => {
    const plan = { hash: sha256Hex(content), key: 'p', content, source: 'x', importedBy: 'ada' }
    await test.database.planVersion.create({ data: plan })
    await test.database.planHead.create({ data: { key: 'p', hash: plan.hash } })
    await write('plan:p', 'plan.imported', { key: 'p', hash: plan.hash, replaces: null })
    return plan.hash
  }
  const incidentRow = () =>
    test.database.incident.create({
      data: {
        id: '1',
        planKey: 'p',
        environment: 'e',
        mode: 'live',
        status: 'proposed',
        title: 't',
        proposedAt: new Date(),
        sequence: 4,
      },
    })
  /** The stream written anew from an entry on, with all its hashes and its head: sound by itself. */
  const rewrite = async (from: number) => {
    await tamper(`DELETE FROM journal_entry WHERE stream = 'incident:1' AND sequence >= ${from};
      UPDATE journal_head h SET sequence = ${from - 1}, hash = (SELECT hash FROM journal_entry
        WHERE stream = 'incident:1' AND sequence = ${from - 1}) WHERE stream = 'incident:1'`)
    for (let n = from; n <= 4; n += 1) await write('incident:1', 'note.taken', { n: n * 100 })
  }

  it('holds with all of it as it was written', async () => {
    await exported()
    await imported('a plan')
    await incidentRow()
    expect([await verifyDatabase(), said]).toEqual([0, ['verified: 10 entries, 3 streams']])
  })

  it('is told of a stream written anew that an export had before', async () => {
    await exported()
    await rewrite(3)
    expect(await verifyDatabase()).toBe(1)
    expect(said).toEqual([
      'broken: incident:1: rewritten: number 3 is not the entry that had been written, by the word of exports #1',
    ])
  })

  it('is told of a stream deleted with its head that an export, or the list of incidents, still knows', async () => {
    await exported()
    await incidentRow()
    await tamper(
      "DELETE FROM journal_entry WHERE stream = 'incident:1'; DELETE FROM journal_head WHERE stream = 'incident:1'",
    )
    expect(await verifyDatabase()).toBe(1)
    expect(said).toEqual([
      'broken: incident:1: tail-cut: number 3 had been written and is not there, by the word of exports #1',
      'broken: incident:1: tail-cut: number 4 had been written and is not there, by the word of the list of incidents',
    ])
  })

  it('is told of a plan in use that no entry imported', async () => {
    const used = await imported('a plan')
    await tamper("DELETE FROM journal_entry WHERE stream = 'plan:p'; DELETE FROM journal_head WHERE stream = 'plan:p'")
    expect(await verifyDatabase()).toBe(1)
    expect(said).toEqual([
      `broken: plan:p: missing: ${used.slice(0, 12)} is in use, and no entry plan.imported says so`,
    ])
  })

  it('is told of sessions where no sign-in was recorded', async () => {
    await test.database.person.create({ data: { id: 'ada', name: 'Ada', shortName: 'A.' } })
    await test.database.user.create({ data: { id: 'a-ada', personId: 'ada', login: 'ada' } })
    await test.database.session.create({ data: { sessionToken: 'x', userId: 'a-ada', expires: new Date() } })
    expect(await verifyDatabase()).toBe(1)
    expect(said.join()).toContain('session: tail-cut: number 1')
  })

  it.each([
    ['an artefact', 'note.taken', { of: { sha256: hash } }, `artefact ${hash}`],
    ['a plan', 'plan.imported', { key: 'p', hash, replaces: null }, `plan ${hash}`],
    ['an environment', 'environment.imported', { plan: 'p', name: 'e', hash, replaces: null }, `environment ${hash}`],
  ])('is told of %s that an entry names and that is gone', async (_, type, payload, what) => {
    await write('plan:p', type, payload)
    expect(await verifyDatabase()).toBe(1)
    expect(said).toEqual([`broken: plan:p #5: missing: it names ${what}, which is not there`])
  })

  it('is told of content that is not what its hash says', async () => {
    const used = await imported('a plan')
    await saveArtefact(test.database, 'text/plain', Buffer.from('what was seen'))
    expect(await verifyDatabase()).toBe(0)
    said = []
    await tamper("UPDATE plan_version SET content = 'another'; UPDATE artefact SET bytes = 'other'::bytea")
    expect(await verifyDatabase()).toBe(1)
    expect(said).toEqual([
      expect.stringMatching(`broken: plan ${used}: altered: its content hashes to [0-9a-f]{64}`),
      expect.stringMatching(/broken: artefact [0-9a-f]{64}: altered: /),
    ])
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
