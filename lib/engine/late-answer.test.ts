import { expect, it } from 'vitest'
import { commanding } from '@/lib/testing/every-command'
import { engineScene } from '@/lib/testing/engine-scene'
import { gone } from '@/lib/testing/region-failure'
import { RunDriver } from './advance-run'
import { ExecutorError } from './ports'

/** A promotion that is on its way when a person takes the step over; its target answers as told. */
async function takenOverOnTheWay(answer: () => { requestId: string; facts: object; outputs: object }) {
  const story = gone().succeeds('S4').does('S6')
  const [replied, left] = [signal(), signal()]
  const { hands } = engineScene(story, 'S7', {
    execute: async () => {
      left.give()
      await replied.given
      return answer() as never
    },
  })
  const failed = (error: unknown) => {
    throw error
  }
  const driver = new RunDriver(hands.ports, hands.journal, hands.runId, () => undefined, failed)
  await driver.advance(await hands.journal.load())
  await left.given
  story.by('mara-okafor', { type: 'take-over-step', runId: story.runId(), step: 'S7', reason: 'it hangs' })
  replied.give()
  await driver.drain()
  const run = story.state.runs[0]
  const settle = (outcome: 'happened' | 'did-not-happen') =>
    story.ask({ type: 'settle-outcome', runId: story.runId(), step: 'S7', outcome, statement: 'seen' }, commanding)
  return { run, step: run?.steps['S7'], settle }
}

it('hears what the target accepted after the step was taken over: the point of no return is crossed', async () => {
  const { run, step, settle } = await takenOverOnTheWay(() => ({ requestId: 'rds-1', facts: {}, outputs: {} }))
  expect(step?.status).toBe('taken-over')
  expect(step?.attempts[0]).toMatchObject({ ended: { outcome: 'withdrawn' } })
  expect(step?.attempts[0]?.commands[0]).toMatchObject({ status: 'accepted', requestId: 'rds-1', unsettled: false })
  expect(run?.pointOfNoReturn).toMatchObject({ step: 'S7', requestId: 'rds-1' })
  expect(settle('did-not-happen').ok).toBe(false)
})

it('hears that the target refused after the step was taken over: nothing may have happened any more', async () => {
  const { run, step } = await takenOverOnTheWay(() => {
    throw new ExecutorError('refused', 'AccessDenied', 'not allowed', 'rds-2')
  })
  expect(step?.attempts[0]?.commands[0]).toMatchObject({
    status: 'refused',
    code: 'AccessDenied',
    requestId: 'rds-2',
    maybeSent: false,
    unsettled: false,
  })
  expect(run?.pointOfNoReturn).toBeNull()
})

function signal() {
  let give: () => void = () => undefined
  const given = new Promise<void>((resolve) => (give = resolve))
  return { given, give: () => give() }
}
