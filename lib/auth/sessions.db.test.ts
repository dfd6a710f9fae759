import { scryptSync } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { createTestDatabase, type TestDatabase } from '@/lib/testing/test-database'
import { authenticate, closeSession, openSession } from './authenticate'
import { findSessions, sessionLimits } from './session-store'

let test: TestDatabase
const hash = (password: string) => {
  const key = scryptSync(password, Buffer.alloc(16, 7), 32, { N: 1024, r: 8, p: 1 })
  return `scrypt$1024$8$1$${Buffer.alloc(16, 7).toString('base64url')}$${key.toString('base64url')}`
}
beforeAll(async () => {
  test = await createTestDatabase()
  await test.database.person.createMany({
    data: [
      { id: 'mara', name: 'Mara Okafor', shortName: 'M. Okafor' },
      { id: 'tomas', name: 'Tomás Varga', shortName: 'T. Varga' },
    ],
  })
  await test.database.user.createMany({
    data: [
      { id: 'a-mara', personId: 'mara', login: 'mara', passwordHash: hash('right-password') },
      { id: 'a-tomas', personId: 'tomas', login: 'tomas', passwordHash: hash('another-password') },
    ],
  })
  await test.database.roleGrant.createMany({
    data: [
      { personId: 'mara', role: 'commander' },
      { personId: 'mara', role: 'responder' },
    ],
  })
})
afterAll(() => test.drop())
beforeEach(async () => {
  await test.database.signInFailure.deleteMany()
  await test.database.user.updateMany({ data: { disabledAt: null } })
  await test.database.person.updateMany({ data: { disabledAt: null } })
})

let host = 0
const attempt = (login: string, password: string, address = `10.1.0.${(host += 1)}`) =>
  authenticate(test.database, { login, password, address })
const failed = (subject: string, network: string, count = 1) =>
  test.database.signInFailure.createMany({ data: Array.from({ length: count }, () => ({ subject, network })) })
const find = async (token: string) => (await findSessions(test.database, [token])).get(token) ?? null
const journal = async () => {
  const rows = await test.database.journalEntry.findMany({ where: { stream: 'session' }, orderBy: { sequence: 'asc' } })
  return rows.map((row) => ({ type: row.type, actor: row.actor, payload: row.payload }))
}

describe('signing in', () => {
  it('knows the person by login and password, whatever the case of the login', async () => {
    expect(await attempt(' Mara', 'right-password')).toMatchObject({ ok: true, personId: 'mara', name: 'Mara Okafor' })
  })

  it.each([
    ['a wrong password', 'mara', 'wrong'],
    ['an unknown login', 'nobody', 'right-password'],
    ['an empty password', 'mara', ''],
  ])('answers %s the same way and journals it without what was typed', async (_, login, password) => {
    const before = (await journal()).length
    expect(await attempt(login, password)).toEqual({ ok: false, code: 'wrong', seconds: 0 })
    const entries = (await journal()).slice(before)
    expect(entries.map((entry) => entry.type)).toEqual(['session.signInFailed'])
    expect(entries[0]?.payload).not.toContain('right-password')
    expect(entries[0]?.payload).not.toContain('nobody')
  })

  it('refuses a disabled account and a disabled person', async () => {
    await test.database.user.update({ where: { id: 'a-mara' }, data: { disabledAt: new Date() } })
    expect((await attempt('mara', 'right-password')).ok).toBe(false)
    await test.database.user.update({ where: { id: 'a-mara' }, data: { disabledAt: null } })
    await test.database.person.update({ where: { id: 'mara' }, data: { disabledAt: new Date() } })
    expect((await attempt('mara', 'right-password')).ok).toBe(false)
  })

  it('holds the sixth guess back unchecked, even the right one, and says so once in the journal', async () => {
    const from = '10.9.9.9'
    for (let i = 0; i < 5; i += 1) await attempt('tomas', 'wrong', from)
    const before = (await journal()).length
    expect(await attempt('tomas', 'another-password', from)).toMatchObject({ ok: false, code: 'held' })
    expect(await attempt('tomas', 'another-password', from)).toMatchObject({ ok: false, code: 'held' })
    expect((await journal()).slice(before).map((entry) => entry.type)).toEqual(['session.signInHeld'])
    expect((await attempt('tomas', 'another-password')).ok).toBe(true)
  })
})

describe('whoever guesses', () => {
  it('is not told by being held back which logins exist', async () => {
    const outcomes = async (login: string, from: string) => {
      const told: string[] = []
      for (let i = 0; i < 7; i += 1) {
        const result = await attempt(login, 'wrong', from)
        told.push(result.ok ? 'in' : `${result.code} ${result.seconds > 0}`)
      }
      return told
    }
    expect(await outcomes('not-there', '10.7.0.1')).toEqual(await outcomes('tomas', '10.7.0.2'))
  })

  it('keeps nobody out of where they signed in long ago, whatever is tried on their account', async () => {
    await openSession(test.database, 'a-mara', '10.8.0.1')
    await failed('a-mara', '10.66.0.1', 40)
    expect(await attempt('mara', 'right-password', '10.8.0.2')).toMatchObject({ ok: false, code: 'held' })
    expect((await attempt('mara', 'right-password', '10.8.0.1')).ok).toBe(true)
  })

  it('keeps nobody out by trying other logins from where they work', async () => {
    await openSession(test.database, 'a-mara', '10.8.1.1')
    for (let i = 0; i < 31; i += 1) await failed(`nobody:${i}`, '10.8.1.1')
    expect(await attempt('somebody', 'x', '10.8.1.1')).toMatchObject({ ok: false, code: 'held' })
    expect((await attempt('mara', 'right-password', '10.8.1.1')).ok).toBe(true)
  })

  it('is counted whatever else is tried in between, and however many addresses they have', async () => {
    const addresses = Array.from({ length: 12 }, (_, i) => `2001:db8:7:7::${i + 1}`)
    for (const address of addresses.slice(0, 5)) {
      for (let i = 0; i < 100; i += 1) await failed(`nobody:flood-${address}-${i}`, `10.55.${i}.1`)
      expect(await attempt('tomas', 'wrong', address)).toMatchObject({ code: 'wrong' })
    }
    const { code } = (await attempt('tomas', 'another-password', addresses[5])) as { code: string }
    expect(code).toBe('held')
  })

  it('gets no more by asking all at once', async () => {
    const guesses = Array.from({ length: 30 }, () => attempt('tomas', 'wrong', '10.44.0.1'))
    const codes = (await Promise.all(guesses)).map((result) => (result.ok ? 'in' : result.code))
    expect(codes.filter((code) => code === 'wrong').length).toBe(5)
  })

  it('does not fill the journal with logins that nobody has: an entry a minute counts the others', async () => {
    await test.database.signInNote.deleteMany()
    const before = (await journal()).length
    for (let i = 0; i < 4; i += 1) await attempt(`invented-${i}`, 'x')
    await test.database.signInNote.updateMany({ data: { at: new Date(Date.now() - 61_000) } })
    await attempt('invented-again', 'x')
    const payloads = (await journal()).slice(before).map(({ payload }) => JSON.parse(payload) as object)
    expect(payloads).toEqual([
      { account: null, address: expect.any(String) },
      { account: null, address: expect.any(String), more: 3 },
    ])
  })

  it('leaves nothing in the table once no limit looks at it', async () => {
    await failed('nobody:old', '10.33.0.1')
    await test.database.signInFailure.updateMany({ data: { at: new Date(Date.now() - 16 * 60_000) } })
    await attempt('mara', 'wrong')
    expect(await test.database.signInFailure.count()).toBe(1)
  })
})

describe('a password hashed with less work than is asked for now', () => {
  it('still opens, and is hashed again by the sign-in that proves it', async () => {
    const weak = hash('right-password')
    await test.database.user.update({ where: { id: 'a-mara' }, data: { passwordHash: weak } })
    expect((await attempt('mara', 'not-it')).ok).toBe(false)
    const stored = async () => (await test.database.user.findUniqueOrThrow({ where: { id: 'a-mara' } })).passwordHash
    expect(await stored()).toBe(weak)
    expect((await attempt('mara', 'right-password')).ok).toBe(true)
    expect(await stored()).toMatch(/^scrypt\$32768\$8\$3\$/)
    expect((await attempt('mara', 'right-password')).ok).toBe(true)
  })
})

describe('a session', () => {
  it('is a new token each time, stored only as its hash, and journalled', async () => {
    const before = (await journal()).length
    const [one, two] = [
      await openSession(test.database, 'a-mara', '::1'),
      await openSession(test.database, 'a-mara', '::1'),
    ]
    expect(one).not.toBe(two)
    const stored = await test.database.session.findMany()
    expect(stored.map((row) => row.sessionToken)).not.toContain(one)
    const entries = (await journal()).slice(before)
    expect(entries.map((entry) => entry.type)).toEqual(['session.signedIn', 'session.signedIn'])
    expect(entries[0]?.actor).toContain('"person":"mara"')
    expect(JSON.stringify(entries)).not.toContain(one)
  })

  it('gives the roles of this moment', async () => {
    const token = await openSession(test.database, 'a-mara', '::1')
    expect((await find(token))?.roles).toEqual(['commander', 'responder'])
    await test.database.roleGrant.deleteMany({ where: { personId: 'mara', role: 'responder' } })
    expect((await find(token))?.roles).toEqual(['commander'])
  })

  it('is over at once when account or person is disabled', async () => {
    const token = await openSession(test.database, 'a-mara', '::1')
    await test.database.user.update({ where: { id: 'a-mara' }, data: { disabledAt: new Date() } })
    expect(await find(token)).toBeNull()
    await test.database.user.update({ where: { id: 'a-mara' }, data: { disabledAt: null } })
    await test.database.person.update({ where: { id: 'mara' }, data: { disabledAt: new Date() } })
    expect(await find(token)).toBeNull()
  })

  it('ends when idle, and after its absolute limit however busy', async () => {
    const token = await openSession(test.database, 'a-mara', '::1')
    const session = await test.database.session.findFirstOrThrow({ orderBy: { createdAt: 'desc' } })
    const old = new Date(Date.now() - sessionLimits.absoluteMilliseconds - 1_000)
    await test.database.session.update({ where: { id: session.id }, data: { createdAt: old } })
    expect(await find(token)).toBeNull()
    await test.database.session.update({
      where: { id: session.id },
      data: { createdAt: new Date(), expires: new Date(Date.now() - 1_000) },
    })
    expect(await find(token)).toBeNull()
  })

  it('is deleted by signing out, and only signing out once is journalled', async () => {
    const token = await openSession(test.database, 'a-mara', '::1')
    const before = (await journal()).length
    await closeSession(test.database, token)
    await closeSession(test.database, token)
    expect(await find(token)).toBeNull()
    expect((await journal()).slice(before).map((entry) => entry.type)).toEqual(['session.signedOut'])
  })

  it('ends when another is opened in its place', async () => {
    const before = (await journal()).length
    const old = await openSession(test.database, 'a-mara', '::1')
    const beside = await openSession(test.database, 'a-mara', '::1')
    const next = await openSession(test.database, 'a-tomas', '::1', old)
    expect(await find(old)).toBeNull()
    expect((await find(beside))?.personId).toBe('mara')
    expect((await find(next))?.personId).toBe('tomas')
    const types = (await journal()).slice(before).map((entry) => entry.type)
    expect(types.slice(2)).toEqual(['session.signedOut', 'session.signedIn'])
  })

  it('is nobody for a token that was never given', async () => {
    expect(await find('A'.repeat(43))).toBeNull()
  })
})
