import { setTimeout as wait } from 'node:timers/promises'
import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { actingLimits, createDatabase, type Database } from '@/lib/db/client'
import { createIncidentDesk, type IncidentDesk } from '@/lib/testing/incident-desk'
import { createSession } from './session-store'

const given = vi.hoisted(() => ({ token: '', abort: null as unknown }))
vi.mock('next/headers', () => ({ cookies: () => Promise.resolve({ get: () => ({ value: given.token }) }) }))
vi.mock('@/lib/db/client', async (original) => ({
  ...(await original<object>()),
  abortDatabase: () => given.abort,
}))
const { abortingPerson } = await import('./current-person')

let desk: IncidentDesk
let aborting: Database
beforeAll(async () => {
  desk = await createIncidentDesk()
  given.abort = aborting = createDatabase(desk.url, { ...actingLimits, connections: 2, name: 'breakwater-abort' })
})
afterAll(async () => {
  await aborting.$disconnect()
  await desk.drop()
})

it('who aborts is known at once, whoever holds the row of their session', async () => {
  const { id, token } = await createSession(desk.database, 'account-mara-okafor')
  given.token = token
  const later = (minutes: number) => desk.database.$executeRaw`
    UPDATE session SET expires = clock_timestamp() + ${minutes} * interval '1 minute' WHERE id = ${id}`
  await later(5)
  await desk.database.$transaction(async (tx) => {
    await tx.$queryRaw`SELECT id FROM session WHERE id = ${id} FOR UPDATE`
    const person = await Promise.race([abortingPerson(), wait(1_000, 'nobody knows')])
    expect(person).toMatchObject({ personId: 'mara-okafor', sessionId: id })
  })
  // It still counts as use, once it can be written.
  await later(5)
  expect(await abortingPerson()).not.toBeNull()
  const expires = async () => (await desk.database.session.findUniqueOrThrow({ where: { id } })).expires.getTime()
  await expect.poll(expires, { timeout: 5_000 }).toBeGreaterThan(Date.now() + 20 * 60_000)
})
