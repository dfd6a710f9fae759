import { describe, expect, it } from 'vitest'
import { commander, momentWhen } from '@/lib/testing/every-state'
import type { IncidentStory } from '@/lib/testing/incident-story'
import * as night from '@/lib/testing/region-failure'
import { buildConsoleView } from './console-view'

const seen = (story: IncidentStory) => buildConsoleView(story.input(), story.viewer(commander))
const timeOfS7 = (view: ReturnType<typeof seen>) => view.focus['step:S7']?.time
const lines = (story: IncidentStory) => seen(story).room.decisions.map(({ text, by }) => `${text} ${by}`)
const row = (story: IncidentStory, key: string) =>
  seen(story)
    .checklist.phases.flatMap(({ rows }) => rows)
    .find((one) => one.key === key)

describe('the list of decisions', () => {
  it('keeps every one of them, whatever is decided after', () => {
    const story = night.promoting().at('02:47:55')
    const runId = story.runId()
    story.by(commander, { type: 'abort-run', runId, reason: 'look first' }).at('02:48:20').accepts('S7')
    for (const step of ['S4']) story.worker({ type: 'withdraw-attempt', ...story.attempt(step), reason: 'stopped' })
    story.worker({ type: 'withdraw-attempt', ...story.attempt('S7'), reason: 'stopped' })
    story.worker({ type: 'stop-run', runId }).by(commander, { type: 'resume-run', runId })
    story.by(commander, { type: 'skip-step', runId, step: 'S19', reason: 'no chat' })
    story.by(commander, { type: 'pause-run', runId, reason: 'breathe' }).by(commander, { type: 'resume-run', runId })
    expect(lines(story).slice(0, 6)).toEqual([
      'Resumed. M. Okafor',
      'Paused: breathe. M. Okafor',
      'S19 skipped: no chat. M. Okafor',
      'Resumed. M. Okafor',
      'Stop here: look first. M. Okafor',
      'GO. M. Okafor',
    ])
  })

  it('holds the undo, a refusal, and how it ended', () => {
    expect(lines(momentWhen('rolled back').story)[0]).toMatch(/^Undo: /)
    expect(lines(momentWhen('refused once').story)[0]).toMatch(/^Approval refused: .* T\. Varga$/)
    expect(lines(momentWhen('closed').story)[0]).toMatch(/^Closed: /)
  })
})

describe('the last safe abort', () => {
  it('ended with the first act that may have been sent, and stays there when it is sent again', () => {
    const story = night.promoting()
    const before = seen(story).checklist.line?.lastSafeAbort
    expect(before).toBe('last safe abort ended 02:47:10 UTC')
    story.at('02:49:00').worker({ type: 'fail-step', ...story.attempt('S7'), code: 'timeout', message: 'late' })
    story.by(commander, { type: 'retry-step', runId: story.runId(), step: 'S7' })
    night.readable(night.approvedAgain(night.readable(story.at('02:49:30')))).starts('S7')
    expect(seen(story).checklist.line?.lastSafeAbort).toBe(before)
  })

  it('is not known while, and after, a person has the step in hand; what was given back is not called untouched', () => {
    const story = night.gone().succeeds('S4').does('S6')
    const runId = story.runId()
    story.by(commander, { type: 'take-over-step', runId, step: 'S7', reason: 'By hand at the provider.' })
    const taken = seen(story)
    expect(taken.checklist.line?.lastSafeAbort).toBe('last safe abort: not known, a person has it in hand')
    story.by(commander, { type: 'retry-step', runId, step: 'S7' })
    const back = seen(story)
    expect(back.checklist.line?.lastSafeAbort).toBe('last safe abort: not known, other hands may have acted')
    expect(timeOfS7(back)).toMatchObject({ startedAt: null, otherHands: timeOfS7(taken)?.otherHands })
  })
})

describe('clocks of what is over', () => {
  it('stand still: an undone step took what its act took', () => {
    const { story } = momentWhen('rolled back')
    const acted = momentWhen('stopped').story.state.runs[0]?.steps['S4']?.endedAt
    expect(row(story, 'step:S4')).toMatchObject({ word: 'undone', endedAt: acted })
  })

  it('of an ended incident none goes on, and it says so', () => {
    const { story } = momentWhen('closed')
    const at = story.state.closed?.at ?? ''
    const view = seen(story.at('09:00:00'))
    expect(view.incident.ended).toMatchObject({ at })
    expect(view.clocks.every(({ stoppedAt }) => stoppedAt !== null && stoppedAt <= at)).toBe(true)
    expect(view.money.stretches.every(({ until }) => until !== null)).toBe(true)
    expect(view.doNow.headline).toBe('The incident has ended')
    const open = view.checklist.phases.flatMap(({ rows }) => rows).filter((one) => one.startedAt !== null)
    expect(open.filter(({ endedAt }) => endedAt === null).map(({ key }) => key)).toEqual([])
  })
})
