import { expect, it } from 'vitest'
import { engineScene } from '@/lib/testing/engine-scene'
import { working } from '@/lib/testing/every-command'
import { gone, request } from '@/lib/testing/region-failure'
import { RunDriver } from './advance-run'

/** How often the target of the fence was looked at by the time that nothing is left to do but wait. */
async function looks(voided: boolean): Promise<number> {
  const story = gone()
  const { requestId } = request(story)
  const runId = story.runId()
  const changed = { type: 'approval.voided', payload: { runId, requestId, reason: 'it changed' } } as const
  if (voided) story.tell([changed], working)
  let seen = 0
  const { hands } = engineScene(story, 'S6', {
    observe: () => {
      seen += 1
      return Promise.resolve({ effect: 'absent', facts: {}, outputs: {}, detail: 'not there' })
    },
  })
  const failed = (error: unknown) => {
    throw error
  }
  const driver = new RunDriver(hands.ports, hands.journal, runId, () => undefined, failed)
  for (let turn = 0; turn < 5; turn += 1) {
    // Each entry, of whatever, makes a worker look around again.
    story.by('mara-okafor', { type: 'record-decision', kind: 'note', runId, subject: null, statement: `turn ${turn}` })
    await driver.advance(await hands.journal.load())
    for (let tick = 0; tick < 20; tick += 1) await new Promise((resolve) => setImmediate(resolve))
  }
  await driver.stop()
  return seen
}

it('a step that waits for consent is not looked at, whatever is entered meanwhile', async () => {
  expect(await looks(true)).toBe(0)
  expect(await looks(false)).toBeGreaterThan(0)
})
