import { expect, it } from 'vitest'
import { commandAbout, working } from '@/lib/testing/every-command'
import { momentWhen } from '@/lib/testing/every-state'
import { buildConsoleView } from '../console-view'

/** Two persons said that the promotion did not happen, and people went back; then its target's answer comes. */
function goneBack() {
  const moment = momentWhen('promotion did not happen')
  const { story } = moment
  story.by('mara-okafor', { type: 'roll-back-run', runId: story.runId(), reason: 'nothing happened' })
  const accepted = commandAbout('accept-command', moment)
  return { moment, story, accepted }
}

it('a promotion that was accepted after all halts the way back, and a person ends it with the rest in place', () => {
  const { moment, story, accepted } = goneBack()
  const undo = { ...commandAbout('intend-step', moment), step: 'S6', kind: 'undo' } as never
  expect(story.ask(undo, working)).toMatchObject({ ok: true })
  story.worker(accepted as never)
  expect(story.ask(undo, working)).toMatchObject({
    ok: false,
    refusal: { message: expect.stringMatching(/no return was crossed/) },
  })
  const { doNow } = buildConsoleView(story.input(), story.viewer('mara-okafor'))
  expect(doNow.headline).toBe('Undoing has halted: S7 happened after all')
  expect(doNow.detail).toContain('Stop here ends the way back')
  story.by('mara-okafor', { type: 'abort-run', runId: story.runId(), reason: 'it happened' })
  story.worker({ type: 'stop-run', runId: story.runId() })
  expect(story.state.runs[0]).toMatchObject({ status: 'rollback-stopped', pointOfNoReturn: { step: 'S7' } })
})
