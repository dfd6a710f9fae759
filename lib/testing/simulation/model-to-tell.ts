import { incidentStream } from '@/lib/domain/run/incident-stream'
import { Seeded } from '@/lib/testing/seeded'
import { Machine } from './machine'
import { ModelDatabase } from './model-database'
import { acquireInModel, headKey, lookInModel, releaseInModel, renewInModel, type HeadRow } from './model-journal'
import { ModelPool } from './model-pool'
import { Scheduler } from './scheduler'
import type { ToldDatabase } from './told-database'
import { workerLimits } from './worker-ports'

const stream = incidentStream('told')

/** Tells a story to the model: its time goes on as the story waits. */
export async function modelToTell(story: (db: ToldDatabase) => Promise<void>): Promise<void> {
  const chance = new Seeded(20_261_119)
  const scheduler = new Scheduler(chance.fork('order'))
  const database = new ModelDatabase(scheduler, chance.fork('database'))
  const machines = new Map<string, { machine: Machine; pool: ModelPool }>()
  const process = (name: string) => {
    const known = machines.get(name)
    if (known !== undefined) return known
    const machine = new Machine(scheduler, name)
    const fresh = { machine, pool: new ModelPool(database, machine, workerLimits) }
    machines.set(name, fresh)
    return fresh
  }
  const storyteller = new Machine(scheduler, 'storyteller')
  const entries = () => (database.rows.get('entries') as number | undefined) ?? 0
  const told: ToldDatabase = {
    acquire: (holder, milliseconds, mark) => acquireInModel(process(holder).pool, stream, holder, milliseconds, mark),
    look: async () => (await lookInModel(process('looks').pool, [stream]))[0]?.mark ?? null,
    renew: async (holder, token, milliseconds) =>
      (await renewInModel(process(holder).pool, holder, [{ key: stream, token }], milliseconds)).length === 0,
    release: (holder, token) => releaseInModel(process(holder).pool, holder, stream, token),
    append: (holder, token) =>
      process(holder).pool.transaction(async (tx) => {
        const head = await tx.run(async (session) => {
          await session.lock(headKey(stream), 'update')
          return session.read(headKey(stream)) as HeadRow | undefined
        })
        if (head?.token !== token || head.holder !== holder) return 'lost'
        await tx.run((session) => session.write('entries', ((session.read('entries') as number | undefined) ?? 0) + 1))
        return 'appended'
      }),
    async pausedAppend(holder) {
      const { pool, machine } = process(`${holder} hangs`)
      let goOn: () => void = () => undefined
      const told = new Promise<void>((resolve) => {
        goOn = resolve
      })
      let locked: () => void = () => undefined
      const holds = new Promise<void>((resolve) => {
        locked = resolve
      })
      const ended = pool
        .transaction(async (tx) => {
          await tx.run((session) => session.lock(headKey(stream), 'update'))
          locked()
          await told
          await tx.run((session) => session.write('entries', entries() + 1))
        })
        .then(
          () => 'committed' as const,
          () => 'broken' as const,
        )
      await holds
      return {
        goOn: () => (goOn(), ended),
        kill: () => machine.kill(),
      }
    },
    entries: () => Promise.resolve(entries()),
    lockRow(who, mode) {
      const { pool } = process(who)
      let letGo: () => void = () => undefined
      const told = new Promise<void>((resolve) => {
        letGo = resolve
      })
      let lock: () => void = () => undefined
      const granted = new Promise<void>((resolve) => {
        lock = resolve
      })
      const ended = pool.transaction(async (tx) => {
        await tx.run((session) => session.lock('row', mode))
        lock()
        await told
      })
      return { granted, letGo: () => (letGo(), ended) }
    },
    wait: (milliseconds) => storyteller.wait(milliseconds),
    now: () => scheduler.now,
  }
  let over = false
  const ended = story(told).finally(() => {
    over = true
  })
  // A story that fails ends here, not where nobody hears of it.
  ended.catch(() => undefined)
  await scheduler.runUntil(600_000, () => over)
  if (!over) throw new Error('the story does not end')
  await ended
}
