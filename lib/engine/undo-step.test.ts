import { describe, expect, it } from 'vitest'
import { engineScene } from '@/lib/testing/engine-scene'
import { momentWhen } from '@/lib/testing/every-state'
import type { IncidentStory } from '@/lib/testing/incident-story'
import { settleUndo, undoStep } from './undo-step'

const reason = 'false alarm'

/** Aborted and asked to go back, with S4 as `then` left it. */
function goingBack(then: (story: IncidentStory, of: { runId: string; step: 'S4' }) => void): IncidentStory {
  const { story } = momentWhen('arming')
  const runId = story.runId()
  then(story, { runId, step: 'S4' })
  story.by('mara-okafor', { type: 'abort-run', runId, reason }).worker({ type: 'stop-run', runId })
  return story.by('mara-okafor', { type: 'roll-back-run', runId, reason })
}
const takesOver = (story: IncidentStory, of: { runId: string; step: 'S4' }) =>
  story.by('mara-okafor', { type: 'take-over-step', ...of, reason: 'by hand' })

async function undo(story: IncidentStory) {
  const { hands, sent } = engineScene(story, 'S4', {})
  await undoStep(hands, await hands.journal.load())
  return { sent, step: story.state.runs[0]?.steps['S4'], hands }
}

describe('undoing what a person did', () => {
  it('is for a person: nothing is sent, nothing is called undone, and a reason ends it', async () => {
    const story = goingBack((told, of) => {
      takesOver(told, of).by('mara-okafor', { type: 'attest-step', ...of, statement: 'scaled by hand' })
      told.starts('S4').succeeds('S4')
    })
    const { sent, step } = await undo(story)
    expect(sent).toEqual([])
    expect(step).toMatchObject({ status: 'undo-failed', failure: { code: 'by-hand' } })
    story.by('mara-okafor', { type: 'skip-step', runId: story.runId(), step: 'S4', reason: 'scaled back by hand' })
    expect(story.state.runs[0]?.steps['S4']?.status).toBe('skipped')
  })

  it('is not begun while somebody has the step in hand, and a retry gives it back to the machine', async () => {
    const story = goingBack((told, of) => takesOver(told.starts('S4'), of))
    expect(await undo(story)).toMatchObject({ sent: [], step: { status: 'undo-failed' } })
    story.by('mara-okafor', { type: 'retry-step', runId: story.runId(), step: 'S4' })
    const { sent, step } = await undo(story)
    expect(sent.map(({ what }) => what)).toEqual(['undo', 'undo'])
    expect(step?.status).toBe('undone')
  })

  it('is not called undone by a successor either', async () => {
    const story = goingBack((told, of) => {
      takesOver(told, of).by('mara-okafor', { type: 'attest-step', ...of, statement: 'scaled by hand' })
    })
    const intent = { type: 'intend-step', runId: story.runId(), step: 'S4', kind: 'undo' } as const
    story.worker({ ...intent, before: {}, sendWithinMilliseconds: 2_000 })
    await settleUndo(engineScene(story, 'S4', {}).hands)
    expect(story.state.runs[0]?.steps['S4']?.status).toBe('undo-failed')
  })
})
