import { describe, expect, it } from 'vitest'
import { momentWhen } from '@/lib/testing/every-state'
import type { IncidentStory } from '@/lib/testing/incident-story'
import * as night from '@/lib/testing/region-failure'
import { buildConsoleView } from '../console/console-view'
import { buildApprovalView } from './approval-view'

const mara = 'mara-okafor'
const reason = 'The region is back.'
const follows = (story: IncidentStory) => {
  const view = buildApprovalView(story.input(), night.request(story).requestId, story.viewer('tomas-varga'))
  if (view === null) throw new Error('no such request')
  return view.follows
}
/** Everything of the console that speaks of the approval: its row, GO's row, its card and who approved. */
const said = (story: IncidentStory) => {
  const view = buildConsoleView(story.input(), story.viewer(mara))
  const rows = view.checklist.phases.flatMap((phase) => phase.rows)
  const row = (key: string) => rows.find((one) => one.key === key)
  return {
    arm: view.checklist.phases.find(({ id }) => id === 'arm')?.summary,
    approval: [row('approval:A1')?.status, row('approval:A1')?.word],
    go: [row('go')?.status, row('go')?.word],
    card: [view.room.approvals[0]?.status, view.room.approvals[0]?.word],
    approvers: view.consent.approvers.map(({ status }) => status),
  }
}
const aborted = () => {
  const story = night.gone().succeeds('S4')
  return story.by(mara, { type: 'abort-run', runId: story.runId(), reason })
}
const changed = () => {
  const story = night.approved()
  const risk = { kind: 'accept-unproven', subject: 'S6', statement: 'The region is dark.' } as const
  return story.by(mara, { type: 'record-decision', runId: story.runId(), ...risk })
}
const goingBack = () => {
  const story = aborted()
  story.worker({ type: 'stop-run', runId: story.runId() })
  return story.by(mara, { type: 'roll-back-run', runId: story.runId(), reason })
}

describe('what a request is worth is one thing on every screen', () => {
  it('after an abort nothing runs, at the top and at the bottom', () => {
    const { goStands, next, standing } = follows(aborted())
    expect(goStands).toMatch(/the run was stopped, so nothing runs until it goes on/)
    expect(next).toMatch(/^The run was stopped: nothing of this runs until it goes on/)
    expect(standing).toMatchObject({ status: 'waiting', word: 'run stopped' })
  })

  it('a pause holds what enough have approved', () => {
    const story = night.gone()
    story.by(mara, { type: 'pause-run', runId: story.runId(), reason: 'Look first.' })
    expect(follows(story).next).toBe(
      'Enough have approved: it runs once the run goes on. Nothing else is asked of you.',
    )
  })

  it('what has changed since nobody has approved: it is asked for again', () => {
    expect(follows(changed())).toMatchObject({
      heading: 'What was asked for',
      standing: { status: 'warning', word: 'changed since' },
      next: 'It does not run as it was approved: S6 was accepted as unproven. Mara Okafor may ask again; it then waits under Approvals.',
    })
    expect(said(changed())).toMatchObject({
      arm: expect.stringMatching(/approvals 0 of 2/),
      approval: ['warning', 'changed since'],
      card: ['warning', 'changed since'],
      approvers: ['waiting', 'waiting', 'waiting'],
    })
  })

  it('what a run that goes back was allowed to do is no longer green', () => {
    expect(follows(goingBack())).toMatchObject({
      goStands: null,
      standing: { status: 'waiting', word: 'going back' },
      next: 'The run goes back: nothing of this runs any more. Nothing else is asked of you here.',
    })
    expect(said(goingBack())).toMatchObject({ go: ['waiting', 'given, going back'], card: ['waiting', 'going back'] })
  })

  it('nor once it is undone', () => {
    const story = goingBack()
    for (const step of ['S4', 'S3', 'S1']) {
      const of = { runId: story.runId(), step }
      story.worker({ type: 'intend-step', ...of, kind: 'undo', before: {}, sendWithinMilliseconds: 5_000 })
      story
        .accepts(step)
        .isBack(step)
        .worker({ type: 'finish-undo', ...story.attempt(step) })
    }
    story.worker({ type: 'finish-rollback', runId: story.runId() })
    expect(follows(story)).toMatchObject({ heading: 'What was asked for', standing: { word: 'undone' } })
    expect(said(story)).toEqual({
      arm: expect.any(String),
      approval: ['waiting', 'undone'],
      go: ['waiting', 'given, undone'],
      card: ['waiting', 'undone'],
      approvers: expect.not.arrayContaining(['ok']),
    })
  })

  it('what nobody was asked for in a run that was undone is not asked, no more', () => {
    const { approval, go } = said(momentWhen('rolled back').story)
    expect([approval, go]).toEqual([
      ['waiting', 'not asked'],
      ['waiting', 'not given'],
    ])
  })

  it('what stands is green, and says what comes next', () => {
    expect(said(night.gone())).toMatchObject({
      approval: ['ok', 'approved'],
      go: ['ok', 'given'],
      card: ['ok', '2 of 2'],
    })
    expect(follows(night.gone()).standing).toMatchObject({ is: 'approved', status: 'ok' })
    expect(follows(momentWhen('requested').story).standing.is).toBe('open')
  })
})
