import { describe, expect, it } from 'vitest'
import { hasEffect } from '@/lib/domain/run/ready'
import { stepOf } from '@/lib/domain/run/state'
import { momentWhen } from '@/lib/testing/every-state'
import { goBack, handsAfter, newestRun } from '@/lib/testing/look-over-scene'
import { gone, readable } from '@/lib/testing/region-failure'
import { resumeAttempt } from './execute-step'
import { ExecutorError } from './ports'
import { undoStep } from './undo-step'

describe('undoing a step that was in a person’s hands', () => {
  it('is theirs where they had it before a machine read what was there, though it was proven since', async () => {
    const { story } = momentWhen('arming')
    const of = { runId: story.runId(), step: 'S4' }
    story.by('mara-okafor', { type: 'take-over-step', ...of, reason: 'at the cluster by hand' })
    story.by('mara-okafor', { type: 'retry-step', ...of })
    const before = { minReplicas: '40, as the person left it' }
    story.worker({
      type: 'intend-step',
      ...of,
      kind: 'act',
      before: { 0: before, 1: before },
      sendWithinMilliseconds: 5_000,
    })
    story.accepts('S4').succeeds('S4')
    goBack(story.at('02:55:00'))
    const { hands, sent } = handsAfter(story, 'S4', null)
    await undoStep(hands, await hands.journal.load())
    expect(sent).toEqual([])
    expect(stepOf(newestRun(story), 'S4')).toMatchObject({ status: 'undo-failed', failure: { code: 'by-hand' } })
  })

  it('takes no target for untouched that they may have reached', async () => {
    const story = gone().succeeds('S4').starts('S6')
    const attempt = story.attempt('S6')
    story.worker({ type: 'accept-command', ...attempt, command: 0, requestId: 'x', facts: {}, outputs: {} })
    const dark = { command: 1, code: 'no-route', message: 'dark', final: true }
    story.worker({ type: 'unreachable-command', ...attempt, ...dark })
    story.worker({ type: 'fail-step', ...attempt, code: 'timeout', message: 'not proven' })
    const of = { runId: story.runId(), step: 'S6' }
    readable(story).by('mara-okafor', { type: 'take-over-step', ...of, reason: 'at its own console' })
    story
      .by('mara-okafor', { type: 'attest-step', ...of, statement: 'scaled to 0 by hand' })
      .starts('S6')
      .succeeds('S6')
    goBack(story.at('02:53:00'))
    const second = stepOf(newestRun(story), 'S6').attempts[0]?.commands[1]?.text
    const silent = new ExecutorError('unreachable', 'no-route', 'dark')
    const { hands } = handsAfter(story, 'S6', null, {
      undo: ({ text }) =>
        text === second ? Promise.reject(silent) : Promise.resolve({ requestId: null, facts: {}, outputs: {} }),
      undone: ({ text }) =>
        text === second
          ? Promise.reject(silent)
          : Promise.resolve({ effect: 'absent', facts: {}, outputs: {}, detail: 'as before' }),
    })
    await undoStep(hands, await hands.journal.load())
    expect(stepOf(newestRun(story), 'S6').status).not.toBe('undone')
  })
})

it('a look that cannot tell whether something was done settles nothing of what may have left', async () => {
  const { story } = momentWhen('arming')
  story.starts('S4')
  for (const { index } of stepOf(newestRun(story), 'S4').attempts[0]?.commands ?? [])
    story.worker({ type: 'doubt-command', ...story.attempt('S4'), command: index, reason: 'no reply' })
  // By then nothing of it can arrive any more.
  story.at('02:49:00').by('mara-okafor', { type: 'abort-run', runId: story.runId(), reason: 'x' })
  const { hands } = handsAfter(story, 'S4', null, { blind: true })
  await resumeAttempt({ ...hands, signal: AbortSignal.abort() })
  const step = stepOf(newestRun(story), 'S4')
  expect(step.attempts[0]?.ended?.outcome, 'asking again is safe: it is let go of').toBe('withdrawn')
  expect(hasEffect(step)).toBe(true)
})
