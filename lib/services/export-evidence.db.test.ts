import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { appendEntries } from '@/lib/db/append-entries'
import { lockStream } from '@/lib/db/lock-streams'
import { readStream } from '@/lib/db/read-stream'
import { withTransaction } from '@/lib/db/transaction'
import { DomainError } from '@/lib/domain/errors'
import { besideHash } from '@/lib/domain/journal/beside-entries'
import { verifyChain } from '@/lib/domain/journal/chain'
import { readExport } from '@/lib/domain/journal/read-export'
import { verifyExport } from '@/lib/domain/journal/verify-export'
import { openExport } from '@/lib/export/open-export'
import { createTestDatabase, type TestDatabase } from '@/lib/testing/test-database'
import { exportEvidence, type RecordedExport } from './export-evidence'
import type { Asker } from './mutation'

const stream = 'incident:INC-1'
const canaries = { hash: 'CANARY-password-hash', token: 'CANARY-session-token', contact: 'CANARY-contact' }

let test: TestDatabase
beforeAll(async () => {
  test = await createTestDatabase({ connections: 6 })
  const { person, contact, user, roleGrant, session, incident } = test.database
  for (const [id, role] of [
    ['aud', 'auditor'],
    ['com', 'commander'],
    ['adm', 'admin'],
    ['app', 'approver'],
    ['res', 'responder'],
    ['spo', 'sponsor'],
  ] as const) {
    await person.create({ data: { id, name: `Name of ${id}`, shortName: id } })
    await contact.create({ data: { personId: id, way: 'slack', address: canaries.contact } })
    await user.create({ data: { id: `${id}-1`, login: id, personId: id, passwordHash: canaries.hash } })
    await roleGrant.create({ data: { personId: id, role } })
  }
  await session.create({ data: { sessionToken: canaries.token, userId: 'aud-1', expires: new Date('2030-01-01') } })
  await incident.create({
    data: {
      id: 'INC-1',
      planKey: 'p',
      environment: 'lab',
      mode: 'live',
      status: 'declared',
      title: 'dark',
      proposedAt: new Date(),
      sequence: 3n,
    },
  })
  await note(3)
})
afterAll(() => test.drop())

async function note(count: number, text = '=cmd|" /C calc"!A0'): Promise<void> {
  await withTransaction(test.database, async (tx) => {
    const events = Array.from({ length: count }, (_, n) => ({ type: 'note.taken', version: 1, payload: { n, text } }))
    await appendEntries(tx, await lockStream(tx, stream), { kind: 'person', person: 'com', account: 'com-1' }, events)
  })
}

const asker = (person: string, account = `${person}-1`): Asker => ({ database: test.database, person, account })
const ask = (person: string, format = 'json', incidentId = 'INC-1') =>
  exportEvidence(asker(person), { incidentId, format })
const exports = () => readStream(test.database, 'exports')
const bytes = async (recorded: RecordedExport) =>
  new Response(await openExport(test.database, recorded.format, recorded)).text()

async function refusal(asked: Promise<unknown>): Promise<DomainError['refusal']> {
  const error: unknown = await asked.then(
    () => null,
    (reason: unknown) => reason,
  )
  if (!(error instanceof DomainError)) throw new Error(`not refused: ${String(error)}`)
  return error.refusal
}

describe('taking the record of an incident away', () => {
  it.each(['json', 'csv'])('as %s gives every stored entry, and the journal says who has it', async (format) => {
    const recorded = await ask('aud', format)
    const read = readExport(await bytes(recorded))
    const { entries } = read
    const stored = (await readStream(test.database, stream)).map(({ position: _, ...entry }) => entry)
    expect(entries).toEqual(stored)
    expect(verifyChain(entries).broken).toBeNull()
    const last = (await exports()).at(-1)
    expect(last).toMatchObject({ type: 'evidence.exported', sequence: recorded.recorded.sequence })
    expect(JSON.parse(last?.payload ?? '')).toEqual({
      incident: 'INC-1',
      format,
      sequence: entries.length,
      hash: entries.at(-1)?.hash,
      ...(format === 'json' && { besideHash: besideHash(read.beside) }),
    })
    expect(verifyExport(read, { head: null, recorded: null }).sound).toBe(true)
    expect(JSON.parse(last?.actor ?? '')).toEqual({ kind: 'person', person: 'aud', account: 'aud-1' })
  })

  it('names the people who appear and whoever takes it, and nobody else', async () => {
    const { persons } = readExport(await bytes(await ask('aud'))).beside
    expect(persons).toEqual({ aud: 'Name of aud', com: 'Name of com' })
  })

  it('ends where it was recorded to end, whatever is appended meanwhile', async () => {
    const recorded = await ask('com')
    await note(2)
    const { entries, head } = readExport(await bytes(recorded))
    expect(entries.at(-1)).toMatchObject({ sequence: recorded.head.sequence, hash: recorded.head.hash })
    expect(head).toEqual(recorded.head)
  })

  it('carries no secret that was planted anywhere in the database', async () => {
    for (const format of ['json', 'csv', 'report']) {
      const text = await bytes(await ask('adm', format))
      expect(text).toContain('Name of com')
      expect(text).not.toMatch(/CANARY/)
    }
  })

  it.each(['report', 'pdf'])(
    'as %s tells even what it cannot read, and the journal says who has it',
    async (format) => {
      const text = await bytes(await ask('com', format))
      expect(text).toMatch(format === 'pdf' ? /^%PDF-[^]*%%EOF/ : /note\.taken cannot be read/)
      const last = (await exports()).at(-1)
      expect(JSON.parse(last?.payload ?? '')).toMatchObject({ incident: 'INC-1', format })
      expect(JSON.parse(last?.actor ?? '')).toMatchObject({ person: 'com' })
    },
  )

  it.each(['app', 'res', 'spo'])('is refused to %s, with who may, and leaves no entry', async (person) => {
    const before = (await exports()).length
    expect(await refusal(ask(person))).toMatchObject({
      code: 'forbidden',
      missing: ['commander', 'auditor', 'admin'],
    })
    expect(await exports()).toHaveLength(before)
  })

  it('is refused through an account that is not the person’s own, or that was switched off', async () => {
    const foreign = exportEvidence(asker('aud', 'com-1'), { incidentId: 'INC-1', format: 'json' })
    expect(await refusal(foreign)).toMatchObject({ code: 'forbidden' })
    await test.database.user.create({
      data: { id: 'aud-2', login: 'aud-2', personId: 'aud', disabledAt: new Date() },
    })
    const off = exportEvidence(asker('aud', 'aud-2'), { incidentId: 'INC-1', format: 'json' })
    expect(await refusal(off)).toMatchObject({ code: 'forbidden' })
  })

  it('of an incident that is not there is not found, and recorded nowhere', async () => {
    const before = (await exports()).length
    expect(await refusal(ask('aud', 'json', 'INC-2'))).toMatchObject({ code: 'not-found' })
    expect(await refusal(ask('aud', 'xml'))).toMatchObject({ code: 'bad-input' })
    expect(await exports()).toHaveLength(before)
    expect(await test.database.journalHead.findUnique({ where: { stream: 'incident:INC-2' } })).toBeNull()
  })

  it('by twenty at once is recorded twenty times, in one chain', async () => {
    const before = (await exports()).length
    await Promise.all(Array.from({ length: 20 }, () => ask('aud')))
    const after = await exports()
    expect(after).toHaveLength(before + 20)
    expect(verifyChain(after).broken).toBeNull()
  })

  it('reads a page at a time: a slow reader of many entries holds a few pages, not all', async () => {
    for (let round = 0; round < 10; round += 1) await note(500, 'x'.repeat(500))
    const recorded = await ask('aud')
    const reader = (await openExport(test.database, 'json', recorded)).getReader()
    let largest = 0
    let total = 0
    for (let read = await reader.read(); !read.done; read = await reader.read()) {
      largest = Math.max(largest, read.value.length)
      total += read.value.length
    }
    expect(total).toBeGreaterThan(4_000_000)
    expect(largest).toBeLessThan(total / 20)
  })
})
