import { expect, it } from 'vitest'
import { engineScene } from '@/lib/testing/engine-scene'
import { momentWhen } from '@/lib/testing/every-state'
import { slowTarget } from '@/lib/testing/slow-target'
import { RunDriver } from './advance-run'
import { DatabaseAway } from './database-away'

/** A worker on a run whose next step is the one-way step; its target answers when it is told to. */
function promoting() {
  const story = momentWhen('going').story.does('S6')
  const { world, reply, sent } = slowTarget()
  const { hands } = engineScene(story, 'S7', world)
  const failed = (error: unknown) => {
    throw error
  }
  const driver = new RunDriver(hands.ports, hands.journal, hands.runId, () => undefined, failed)
  return { story, hands, driver, reply, sent }
}

it('a worker that is told to end hears the reply of what has left, and records it', async () => {
  const { story, hands, driver, reply, sent } = promoting()
  await driver.advance(await hands.journal.load())
  await sent
  let drained = false
  const draining = driver.drain().then(() => (drained = true))
  await new Promise((resolve) => setImmediate(resolve))
  expect(drained).toBe(false)
  reply()
  await draining
  expect(story.state.runs[0]?.steps['S7']?.attempts[0]?.commands[0]).toMatchObject({
    status: 'accepted',
    requestId: 'rds-1',
  })
})

it('lets nothing more leave once it is told to end', async () => {
  const { story, hands, driver } = promoting()
  await driver.drain()
  await driver.advance(await hands.journal.load())
  for (let turn = 0; turn < 50; turn += 1) await new Promise((resolve) => setImmediate(resolve))
  await driver.drain()
  const [attempt] = story.state.runs[0]?.steps['S7']?.attempts ?? []
  expect(attempt?.commands[0]).toMatchObject({ status: 'absent', unsettled: false, message: 'not sent: stopped' })
})

it('a step is taken up again only once all that it sends has ended, whatever failed beside it', async () => {
  const story = momentWhen('going').story
  const { world, reply, sent } = slowTarget()
  const { hands } = engineScene(story, 'S6', {
    ...world,
    execute: (command, context) =>
      context.idempotencyKey.endsWith('/0')
        ? Promise.resolve({ requestId: 'quick', facts: {}, outputs: {} })
        : (world.execute?.(command, context) ?? Promise.reject(new Error('nothing to send'))),
  })
  const lost: string[] = []
  const record: typeof hands.journal.record = (...commands) => {
    const [first] = commands
    if (first?.type !== 'accept-command' || lost.length > 0) return hands.journal.record(...commands)
    lost.push(first.type)
    return Promise.reject(new DatabaseAway('the connection broke'))
  }
  const errors: unknown[] = []
  const driver = new RunDriver(
    hands.ports,
    { ...hands.journal, record },
    hands.runId,
    () => undefined,
    (error) => errors.push(error),
  )
  const look = async () => {
    await driver.advance(await hands.journal.load())
    for (let turn = 0; turn < 50; turn += 1) await new Promise((resolve) => setImmediate(resolve))
  }
  const commands = () => story.state.runs[0]?.steps['S6']?.attempts.flatMap(({ commands: all }) => all)
  await look()
  await sent
  await look()
  expect(lost).toHaveLength(1)
  expect(commands(), 'nobody looks at what is still on its way').toMatchObject([
    { status: 'intended' },
    { status: 'intended' },
  ])
  reply()
  await look()
  expect(errors).toHaveLength(1)
  expect(commands()?.at(1)).toMatchObject({ status: 'accepted', requestId: 'rds-1' })
})
