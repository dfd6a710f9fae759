import { Client } from 'pg'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { verifyDatabase } from '@/cli/journal/verify-database'
import { hashEntry } from '@/lib/domain/journal/chain'
import type { JournalEntry } from '@/lib/domain/journal/entry'
import { readStream } from '@/lib/db/read-stream'
import { IncidentPen } from '@/lib/db/incident/incident-pen'
import { foldWhole, rememberState } from '@/lib/db/incident/fold-incident'
import { lockStream } from '@/lib/db/lock-streams'
import { withTransaction } from '@/lib/db/transaction'
import { incidentStream } from '@/lib/domain/run/incident-stream'
import { buildEvidenceView, entriesAPage } from '@/lib/domain/view/evidence/evidence-view'
import { wholeScene } from '@/lib/domain/view/evidence/whole-scene'
import { closeIncident } from '@/lib/services/close-incident'
import { exportEvidence } from '@/lib/services/export-evidence'
import { commander, momentWhen } from '@/lib/testing/every-state'
import { commanding } from '@/lib/testing/every-command'
import { createIncidentDesk, type IncidentDesk } from '@/lib/testing/incident-desk'
import { followChain, forgetChains } from './chain-follower'
import { readEvidence, readEvidenceEntry } from './evidence'
import { readEvidenceInput, readEvidenceSource } from './evidence-source'

let desk: IncidentDesk
beforeEach(async () => {
  desk = await createIncidentDesk()
  forgetChains()
})
afterEach(() => desk.drop())

const read = (id: string) => readEvidenceSource(id, desk.database)
/** Looks until the check that is under way has ended. */
async function checked(id: string) {
  await expect.poll(async () => (await read(id))?.chain.checking, { timeout: 20_000 }).toBeNull()
  const source = await read(id)
  if (source === null) throw new Error('there is no such incident')
  return source
}

/** What a database owner can do who means it: no trigger runs in this session. */
async function tamper(...statements: string[]): Promise<void> {
  const client = new Client({ connectionString: desk.ownerUrl })
  await client.connect()
  await client.query("SET session_replication_role = 'replica'")
  for (const sql of statements) await client.query(sql)
  await client.end()
}

async function noted(id: string, count: number): Promise<void> {
  const payload = { kind: 'note' as const, runId: null, subject: null, statement: 'one of many' }
  for (let done = 0; done < count; done += 100)
    await withTransaction(desk.database, async (tx) => {
      const pen = new IncidentPen(await lockStream(tx, incidentStream(id)), await foldWhole(tx, id))
      pen.say(
        commanding,
        Array.from({ length: 100 }, () => ({ type: 'incident.decisionRecorded', payload })),
      )
      rememberState(await pen.store(tx))
    })
}

describe('a record that was checked', () => {
  it('is read on from where it was: only what is newer, and what was appended is there', async () => {
    const { id } = await desk.write(momentWhen('completed').story)
    const before = await checked(id)
    const { entries } = before.record
    expect(before.chain).toMatchObject({ sound: true, entries })
    await closeIncident(desk.as(commander), { incidentId: id, reason: 'It is back.' })
    const after = await read(id)
    expect(after?.record, 'the same record, grown').toBe(before.record)
    expect(after?.chain).toMatchObject({ sound: true, entries: entries + 1 })
    expect(after?.record.state()?.status).toBe('closed')
    expect(after?.incident.status).toBe('closed')
  })

  it('is checked whole again where the journal holds another history', async () => {
    const { id, sequence } = await desk.write(momentWhen('completed').story)
    const before = await checked(id)
    await tamper(`UPDATE journal_entry SET hash = repeat('a', 64) WHERE sequence = ${sequence}`)
    const after = await checked(id)
    expect(after.record).not.toBe(before.record)
    expect(after.chain).toMatchObject({ sound: false, brokenAt: sequence })
  })

  it('is checked whole again after a while: an entry that was altered far behind is found', async () => {
    const { id } = await desk.write(momentWhen('completed').story)
    expect((await checked(id)).chain.sound).toBe(true)
    await tamper("UPDATE journal_entry SET payload = '{}' WHERE sequence = 4")
    await expect.poll(async () => (await read(id))?.chain.brokenAt, { timeout: 30_000, interval: 250 }).toBe(4)
  })

  it.each(['infinity', '-infinity', '20000-01-01', '0044-03-15 BC'])(
    'is read whatever a row holds: %s',
    async (time) => {
      const { id } = await desk.write(momentWhen('completed').story)
      expect((await checked(id)).chain.sound).toBe(true)
      await tamper(`UPDATE journal_entry SET at = '${time}' WHERE sequence = 4`)
      await expect.poll(async () => (await read(id))?.chain.brokenAt, { timeout: 30_000, interval: 250 }).toBe(4)
      expect((await readEvidenceEntry(id, 4, desk.database))?.hashHolds).toBe(false)
      forgetChains()
      expect((await checked(id)).chain).toMatchObject({ sound: false, brokenAt: 4 })
      const { problems } = await verifyDatabase(desk.url)
      expect(problems.map(({ place }) => place)).toContain(`${incidentStream(id)} #4 (in the database)`)
    },
  )

  it('is not known to hold once a check failed, until one comes to its end', async () => {
    const { id } = await desk.write(momentWhen('completed').story)
    expect((await checked(id)).chain).toMatchObject({ sound: true, unknown: false })
    // Whoever reads the fourth row fails; the newest can be read.
    await tamper(
      'ALTER TABLE journal_entry ENABLE ROW LEVEL SECURITY',
      'CREATE POLICY torn ON journal_entry USING (1 / (sequence - 4) < 2)',
    )
    const words = expect.stringMatching(/^chain could not be checked since \d\d:\d\d:\d\d UTC$/) as string
    const unknown = { sound: false, unknown: true, checking: null, words }
    await expect.poll(async () => (await read(id))?.chain, { timeout: 30_000, interval: 250 }).toMatchObject(unknown)
    forgetChains()
    for (let look = 0; look < 3; look += 1) {
      const source = await read(id)
      if (source === null) throw new Error('there is no such incident')
      expect(source.chain).toMatchObject(unknown)
      const page = buildEvidenceView({ ...source, listed: [], pages: { page: 1, of: 1 } })
      expect(page).toMatchObject({ tiers: [], money: null, tiersUnknown: 'the entries could not be checked' })
    }
    await tamper('ALTER TABLE journal_entry DISABLE ROW LEVEL SECURITY')
    await expect.poll(async () => (await read(id))?.chain.sound, { timeout: 30_000, interval: 250 }).toBe(true)
  })

  it('is not known to hold where the next check does not come to its end', async () => {
    const { id } = await desk.write(momentWhen('completed').story)
    expect((await checked(id)).chain.sound).toBe(true)
    await tamper(
      'ALTER TABLE journal_entry ENABLE ROW LEVEL SECURITY',
      'CREATE POLICY slow ON journal_entry USING (sequence <> 4 OR pg_sleep(10) IS NOT NULL)',
    )
    await expect.poll(async () => (await read(id))?.chain.sound, { timeout: 50_000, interval: 250 }).toBe(false)
    const { chain } = (await read(id)) ?? {}
    expect(chain?.checking === null && !chain.unknown).toBe(false)
    await tamper('ALTER TABLE journal_entry DISABLE ROW LEVEL SECURITY')
    await expect.poll(async () => (await read(id))?.chain.sound, { timeout: 30_000, interval: 250 }).toBe(true)
  }, 120_000)

  const withHash = (entry: JournalEntry) =>
    `UPDATE journal_entry SET payload = '{}', hash = '${hashEntry({ ...entry, payload: '{}' })}'`
  const asOpened = async (id: string) => {
    const opened = await readEvidenceEntry(id, 20, desk.database)
    return opened !== null && opened.hashHolds && !opened.changed
  }
  const asListed = async (id: string) => (await readEvidence(id, ['auditor'], 1, desk.database))?.chain.sound
  it.each<[string, string, (entry: JournalEntry) => string, (id: string) => Promise<boolean | undefined>]>([
    ['rewritten with its hash', 'listed', withHash, asListed],
    ['rewritten with its hash', 'opened', withHash, asOpened],
    ['rewritten under its old hash', 'listed', () => "UPDATE journal_entry SET payload = '{}'", asListed],
    ['taken away', 'listed', () => 'DELETE FROM journal_entry', asListed],
    ['taken away', 'opened', () => 'DELETE FROM journal_entry', asOpened],
  ])('is not sound once an entry that was %s is %s, and is checked whole at once', async (_, __, forge, sound) => {
    const { id } = await desk.write(momentWhen('completed').story)
    // So long that the next check is not due for a while.
    await noted(id, 2_000)
    expect((await checked(id)).chain.sound).toBe(true)
    const [entry] = await readStream(desk.database, incidentStream(id), { after: 19, limit: 1 })
    if (entry === undefined) throw new Error('no entry 20')
    await tamper(`${forge(entry)} WHERE stream = '${incidentStream(id)}' AND sequence = 20`)
    expect((await read(id))?.chain.sound, 'nobody looked there yet').toBe(true)
    expect(await sound(id)).toBe(false)
    expect((await read(id))?.chain.sound).toBe(false)
    expect((await checked(id)).chain.words).toMatch(/^chain broken at #2[01]:/)
  })

  it('is compared with where the database says that it ends', async () => {
    const { id, sequence } = await desk.write(momentWhen('completed').story)
    await tamper(`DELETE FROM journal_entry WHERE sequence = ${sequence}`)
    expect((await checked(id)).chain).toMatchObject({ sound: false, words: expect.stringContaining('cut') as string })
  })
})

it.each([
  ['is gone', 'DELETE FROM journal_head'],
  ['is at zero', 'UPDATE journal_head SET sequence = 0'],
  [
    'was moved back',
    'UPDATE journal_head h SET sequence = sequence - 10, hash = (SELECT e.hash FROM journal_entry e WHERE e.stream = h.stream AND e.sequence = h.sequence - 10)',
  ],
])('a record that was cut is never sound, nor exported, where its head %s', async (_, lost) => {
  const { id, sequence } = await desk.write(momentWhen('closed').story)
  const of = `WHERE stream = '${incidentStream(id)}'`
  await tamper(`${lost} ${of}`, `DELETE FROM journal_entry ${of} AND sequence > ${sequence - 10}`)
  const cut = { sound: false, words: expect.stringContaining(`number ${sequence} had been written`) as string }
  expect((await checked(id)).chain).toMatchObject(cut)
  const input = await readEvidenceInput(desk.database, id)
  expect(input && wholeScene(input).chain).toMatchObject(cut)
  const exporting = exportEvidence(desk.as(commander), { incidentId: id, format: 'json' })
  await expect(exporting).rejects.toThrow('A record that was cut is not exported.')
  const { problems } = await verifyDatabase(desk.url)
  expect(problems.map(({ place }) => place)).toContain(incidentStream(id))
})

describe('many who look at once', () => {
  it('look together', async () => {
    const { id } = await desk.write(momentWhen('completed').story)
    await noted(id, 1_000)
    const began = performance.now()
    // Each may wait as long for the first check.
    await Promise.all(Array.from({ length: 200 }, () => followChain(desk.database, id)))
    expect(performance.now() - began).toBeLessThan(10_000)
  })

  it('do not wait one after the other for a database that says nothing', async () => {
    const { id } = await desk.write(momentWhen('completed').story)
    expect((await checked(id)).chain.sound).toBe(true)
    const client = new Client({ connectionString: desk.ownerUrl })
    await client.connect()
    await client.query('BEGIN')
    await client.query('LOCK TABLE journal_entry IN ACCESS EXCLUSIVE MODE')
    const began = performance.now()
    const looked = await Promise.all(Array.from({ length: 5 }, () => followChain(desk.database, id)))
    expect(performance.now() - began).toBeLessThan(4_500)
    for (const { chain } of looked) expect(chain).toMatchObject({ sound: false, unknown: true })
    await client.query('ROLLBACK')
    await client.end()
    await expect.poll(async () => (await read(id).catch(() => null))?.chain.sound, { timeout: 30_000 }).toBe(true)
  })
})

it('a record that is still read says how far, claims nothing, and measures nothing', async () => {
  const { id } = await desk.write(momentWhen('completed').story)
  await noted(id, entriesAPage)
  const first = await readEvidenceSource(id, desk.database, 0)
  if (first === null) throw new Error('there is no such incident')
  const words = expect.stringMatching(/^checked [\d,]+ of [\d,]+$/) as string
  expect(first.chain).toMatchObject({ sound: false, brokenAt: null, words })
  const page = buildEvidenceView({ ...first, listed: [], pages: { page: 1, of: 1 } })
  expect(page).toMatchObject({ tiers: [], money: null, tiersUnknown: 'the entries are still being read' })
  expect((await checked(id)).chain).toMatchObject({ sound: true, words: expect.stringContaining('verified') as string })
})

it('a long record is listed a page at a time, and every entry can be opened', async () => {
  const { id, sequence } = await desk.write(momentWhen('completed').story)
  await noted(id, entriesAPage)
  await checked(id)
  const numbers = async (page: number | null) =>
    (await readEvidence(id, ['auditor'], page, desk.database))?.rows.map((row) => row.sequence) ?? []
  const [first, newest] = [await numbers(1), await numbers(null)]
  expect([first.length, first.at(-1)]).toEqual([entriesAPage, entriesAPage])
  expect([newest.at(0), newest.at(-1)]).toEqual([entriesAPage + 1, entriesAPage + sequence])
  expect(await numbers(99)).toEqual(newest)
  expect((await readEvidenceEntry(id, 7, desk.database))?.row.sequence).toBe(7)
  expect(await readEvidenceEntry(id, 9_999_999, desk.database)).toBeNull()
  expect(await readEvidenceEntry(id, Number.NaN, desk.database)).toBeNull()
})
