import { describe, expect, it } from 'vitest'
import { incidentRows } from '@/lib/domain/run/rows'
import { engineScene, type World } from '@/lib/testing/engine-scene'
import { commander, momentWhen, type StateKind } from '@/lib/testing/every-state'
import type { IncidentStory } from '@/lib/testing/incident-story'
import { RunDriver } from './advance-run'

/** The worker looks at the run until nothing is left to do. */
async function drive(story: IncidentStory, world: World = {}) {
  const { hands, sent } = engineScene(story, 'S4', world)
  const errors: unknown[] = []
  const failed = (error: unknown) => errors.push(error)
  const driver = new RunDriver(hands.ports, hands.journal, hands.runId, () => undefined, failed)
  for (let look = 0; look < 5; look += 1) {
    await driver.advance(await hands.journal.load())
    await new Promise((resolve) => setTimeout(resolve, 5))
  }
  await driver.stop()
  expect(errors).toEqual([])
  const [run] = story.state.runs
  return { sent, run, row: incidentRows(story.state).runs[0] }
}

const abort = (kind: StateKind) => {
  const { story } = momentWhen(kind)
  return story.by(commander, { type: 'abort-run', runId: story.runId(), reason: 'the real one goes first' })
}

describe('an abort on the way back', () => {
  it('begins no further undo, names what was not undone, and frees what the run barred', async () => {
    const story = abort('rolling back')
    const { sent, run, row } = await drive(story)
    expect(sent).toEqual([])
    expect(run).toMatchObject({ status: 'rollback-stopped', leftInPlace: ['S4', 'S1'] })
    expect(row).toMatchObject({ live: false, holdsBoundary: false })
    story.by(commander, { type: 'close-incident', reason: 'ended for the real one' })
  })

  it('sees what is under way to its end first', async () => {
    const story = abort('undo running')
    const gone = { effect: 'absent', facts: {}, outputs: {}, detail: 'as before' } as const
    const { sent, run, row } = await drive(story, { undone: () => Promise.resolve(gone) })
    expect(sent).toEqual([])
    expect(run?.steps['S4']?.status, 'the target was read: it is gone').toBe('undone')
    expect(run).toMatchObject({ status: 'rollback-stopped', leftInPlace: ['S1'] })
    expect(row?.holdsBoundary).toBe(false)
  })

  it('frees a run whose undo failed and waits for somebody', async () => {
    const { run } = await drive(abort('undo failed'))
    expect(run).toMatchObject({ status: 'rollback-stopped', leftInPlace: ['S4', 'S1'] })
  })

  it('calls it undone where nothing is left', async () => {
    expect((await drive(abort('all undone'))).run).toMatchObject({ status: 'rolled-back', leftInPlace: [] })
  })
})
