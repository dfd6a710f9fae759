import { expect, it } from 'vitest'
import { engineScene } from '@/lib/testing/engine-scene'
import { momentWhen } from '@/lib/testing/every-state'
import { slowTarget } from '@/lib/testing/slow-target'
import { RunDriver } from './advance-run'

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
