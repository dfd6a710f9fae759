import type { OwnConsole, SharedConsole } from '@/lib/domain/view/console/whole-console'
import { setTimeout as wait } from 'node:timers/promises'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { acquireLease, releaseLease } from '@/lib/db/lease'
import { incidentStream } from '@/lib/domain/run/incident-stream'
import { isUndriven } from '@/lib/domain/view/console/driver'
import { momentWhen } from '@/lib/testing/every-state'
import { createIncidentDesk, type IncidentDesk } from '@/lib/testing/incident-desk'
import { callPoll } from '@/lib/services/call-poll'
import { readCommandConsole, readConsoleText } from './command-console'

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
    // Of the lease a page hears nothing: what is shared is read again soon after.
    await wait(750)
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

it('says until when steps are held off, once another server decides', async () => {
  const { database } = desk
  const { id } = await desk.write(momentWhen('going').story)
  const viewer = { person: 'mara-okafor', name: 'Mara', roles: ['commander' as const] }
  expect((await readCommandConsole(id, viewer, database))?.driver?.heldOff).toBeNull()
  await database.journalHead.update({
    where: { stream: incidentStream(id) },
    data: { server: new Date(0), serverSince: null },
  })
  await callPoll(desk.as('mara-okafor'), { incidentId: id, question: 'Do we go on?', duties: ['commander'] })
  const view = await readCommandConsole(id, viewer, database)
  const until = Date.parse(view?.driver?.heldOff ?? '') - Date.parse(view?.now ?? '')
  expect(until).toBeGreaterThan(10_000)
  expect(until).toBeLessThanOrEqual(18_250)
})

it('is read once for all who look, each sees what is theirs, and nobody less than they have heard', async () => {
  const { database } = desk
  const { id } = await desk.write(momentWhen('going').story)
  const looking = Array.from({ length: 40 }, (_, index) => {
    const roles = [index % 2 === 0 ? ('commander' as const) : ('auditor' as const)]
    return { person: index === 0 ? 'mara-okafor' : `looker-${index}`, name: `Looker ${index}`, roles }
  })
  let folds = 0
  const counting = new Proxy(database, {
    get(target, name) {
      // Asked once a reading of the incident.
      if (name === 'presence') folds += 1
      return Reflect.get(target, name) as unknown
    },
  })
  const texts = await Promise.all(looking.map((viewer) => readConsoleText(id, viewer, counting)))
  expect(folds).toBe(1)
  const parts = texts.map((text) => JSON.parse(text ?? '') as { shared: SharedConsole; own: OwnConsole })
  expect(new Set(parts.map(({ shared }) => JSON.stringify(shared))).size).toBe(1)
  parts.forEach(({ own }, index) => expect(own.viewer).toEqual(looking[index]))
  const paused = (of: OwnConsole) => of.runActions.find(({ key }) => key === 'pause')?.disabledBecause
  expect(parts.slice(0, 2).map(({ own }) => paused(own))).toEqual([null, 'The commander does this.'])
  expect(texts.slice(1).join()).not.toContain('"you":true')

  const { sequence } = parts[0]?.shared ?? { sequence: 0 }
  await callPoll(desk.as('mara-okafor'), { incidentId: id, question: 'All well?', duties: ['commander'] })
  const later = JSON.parse(
    (await readConsoleText(id, { person: 'looker', name: 'Looker', roles: ['auditor'] }, database)) ?? '',
  ) as { shared: SharedConsole }
  expect(later.shared.sequence).toBe(sequence + 1)
})
