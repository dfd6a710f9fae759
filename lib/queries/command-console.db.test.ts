import { afterEach, beforeEach, expect, it } from 'vitest'
import { acquireLease, releaseLease } from '@/lib/db/lease'
import { incidentStream } from '@/lib/domain/run/incident-stream'
import { isUndriven } from '@/lib/domain/view/console/driver'
import { momentWhen } from '@/lib/testing/every-state'
import { createIncidentDesk, type IncidentDesk } from '@/lib/testing/incident-desk'
import { readCommandConsole } from './command-console'

let desk: IncidentDesk
beforeEach(async () => {
  desk = await createIncidentDesk()
})
afterEach(() => desk.drop())

it('the worker on the console is the one that holds this incident, whoever else is alive', async () => {
  const { database } = desk
  const { id } = await desk.write(momentWhen('going').story)
  const viewer = { person: 'mara-okafor', name: 'Mara', roles: ['commander' as const] }
  const read = async () => {
    const view = await readCommandConsole(id, viewer, database)
    const driver = view?.driver ?? null
    if (view === null || driver === null) throw new Error('nobody is asked for')
    const undriven = (seconds: number) => isUndriven(driver, Date.parse(view.now) + seconds * 1_000)
    return { holder: driver.holder, undriven }
  }
  await database.worker.create({ data: { id: 'alive', startedAt: new Date(), seenAt: new Date(), version: 'test' } })
  await acquireLease(database, incidentStream('another'), 'alive', { milliseconds: 60_000 })
  expect((await read()).holder).toBeNull()

  const lease = await acquireLease(database, incidentStream(id), 'mine', { milliseconds: 4_000 })
  if (lease === null) throw new Error('the lease is taken')
  const held = await read()
  expect(held.holder).toBe('mine')
  expect([held.undriven(0), held.undriven(5), held.undriven(11)]).toEqual([false, false, true])

  await releaseLease(database, lease)
  const left = await read()
  expect([left.holder, left.undriven(0), left.undriven(7)]).toEqual(['mine', false, true])
})
