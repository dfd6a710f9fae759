import { setTimeout as wait } from 'node:timers/promises'
import { Client } from 'pg'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { createDatabase, type Database } from '@/lib/db/client'
import { proposeIncident } from '@/lib/db/incident/propose-incident'
import { acquireLease } from '@/lib/db/lease'
import { listen, type Listener } from '@/lib/db/listen'
import { withTransaction } from '@/lib/db/transaction'
import { incidentStream } from '@/lib/domain/run/incident-stream'
import type { IncidentStream } from '@/lib/engine/ports'
import { person } from '@/lib/testing/every-command'
import { createIncidentDesk, type IncidentDesk } from '@/lib/testing/incident-desk'
import { frozenPlan } from '@/lib/testing/read-frozen-plan'
import { createDesk } from './database-desk'

let desk: IncidentDesk
let database: Database
let listener: Listener
let holder: Client
beforeEach(async () => {
  desk = await createIncidentDesk()
  database = createDatabase(desk.url, { name: 'breakwater-worker' })
  listener = await listen(desk.url)
  holder = new Client({ connectionString: desk.ownerUrl })
  await holder.connect()
})
afterEach(async () => {
  await holder.end()
  await listener.close()
  await database.$disconnect()
  await desk.drop()
})

/** Open incidents in the hands of one worker. */
async function driven(count: number): Promise<{ key: string; stream: IncidentStream }[]> {
  const { plan, environment } = frozenPlan()
  const worker = createDesk(database, 'w-1', listener)
  const all: { key: string; stream: IncidentStream }[] = []
  for (let n = 0; n < count; n += 1) {
    const proposal = {
      planKey: plan.key,
      environment: environment.name,
      mode: 'live',
      title: `Region ${n} is away`,
      alert: null,
      commander: null,
    } as const
    const actor = person('mara-okafor', 'account-mara-okafor')
    const state = await withTransaction(desk.database, (tx) => proposeIncident(tx, proposal, actor))
    const key = incidentStream(state?.id ?? '')
    const lease = await acquireLease(database, key, 'w-1', { milliseconds: 60_000 })
    if (state == null || lease === null) throw new Error('the incident cannot be driven')
    const release = () => Promise.resolve()
    all.push({ key, stream: worker.incident(state.id, { key, token: lease.token, release }) })
  }
  return all
}

async function hold(keys: readonly string[]): Promise<void> {
  await holder.query('BEGIN')
  await holder.query('SELECT FROM journal_head WHERE stream = ANY($1) FOR UPDATE', [keys])
}

it('incidents whose heads are held take no place from the others, and go on once they are free', async () => {
  const all = await driven(5)
  const [healthy, ...held] = all.reverse()
  await healthy?.stream.recordEach([[]])
  await hold(held.map(({ key }) => key))
  const waiting = held.map(({ stream }) => stream.recordEach([[]]))
  await wait(200)
  const took: number[] = []
  for (let n = 0; n < 3; n += 1) {
    const began = performance.now()
    await healthy?.stream.recordEach([[]])
    took.push(performance.now() - began)
  }
  expect(Math.max(...took)).toBeLessThan(1_500)
  await holder.query('ROLLBACK')
  for (const recorded of await Promise.all(waiting)) expect(recorded).toMatchObject([{ ok: true }])
})

it('a head that stays held is a database that does not answer, and no fault of the step', async () => {
  const [one] = await driven(1)
  await hold([one?.key ?? ''])
  await expect(one?.stream.recordEach([[]])).rejects.toMatchObject({ name: 'DatabaseAway' })
  await holder.query('ROLLBACK')
  expect(await one?.stream.recordEach([[]])).toMatchObject([{ ok: true }])
})
