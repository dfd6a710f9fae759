import { describe, expect, it } from 'vitest'
import { commandsToUndo, hasEffect, isDone, readySteps, stepsToUndo, unprovenAcceptance, waitsOf } from './ready'
import type { IncidentStory } from '@/lib/testing/incident-story'
import { commanding, working } from '@/lib/testing/every-command'
import { momentWhen, type StateKind } from '@/lib/testing/every-state'
import { approvedAgain } from '@/lib/testing/region-failure'

function scene(story: IncidentStory) {
  const run = story.state.runs.at(-1)
  const runbook = story.plan.runbooks[0]
  if (run === undefined || runbook === undefined) throw new Error('nothing runs')
  const step = (id: string) => {
    const found = runbook.steps.find((candidate) => candidate.id === id)
    const state = run.steps[id]
    if (found === undefined || state === undefined) throw new Error(`nothing of ${id}`)
    return { plan: found, state }
  }
  return { story, state: story.state, run, runbook, step }
}
const when = (kind: StateKind) => scene(momentWhen(kind).story)
const ready = ({ state, run, runbook }: ReturnType<typeof scene>) => readySteps(state, run, runbook).map(({ id }) => id)
const waits = (of: ReturnType<typeof scene>, id: string) => {
  const step = of.runbook.steps.find((candidate) => candidate.id === id)
  return step === undefined ? [] : waitsOf(of.state, of.run, of.runbook, step)
}

describe('what may start', () => {
  it('is everything whose turn it is, side by side', () => {
    expect(ready(when('arming'))).toEqual(['S2', 'S3', 'S4'])
    expect(ready(when('step intended'))).toEqual(['S2', 'S3'])
    expect(ready(when('going'))).toEqual(['S6'])
    const gone = momentWhen('going').story.does('S6')
    expect(ready(scene(gone))).toEqual(['S7'])
  })

  it('is nothing while paused, stopped, going back or over', () => {
    const kinds: StateKind[] = ['arming, paused', 'stopped', 'stopping, nothing open', 'rolling back', 'completed']
    for (const kind of kinds) expect([kind, ready(when(kind))]).toEqual([kind, []])
  })

  it('waits for GO outside arming, for the steps before it, and for a join of two', () => {
    expect(waits(when('arming'), 'S6')).toEqual([{ for: 'step', step: 'S2' }, { for: 'go' }])
    expect(waits(when('promotion accepted'), 'S11')).toEqual([{ for: 'step', step: 'S10' }])
    expect(waits(when('going'), 'S11')).toEqual([
      { for: 'step', step: 'S4' },
      { for: 'step', step: 'S10' },
    ])
    expect(waits(when('arming, paused'), 'S4')).toEqual([{ for: 'pause' }])
  })

  it('is not a step in a person’s hands, and is one that they attested: it is then only verified', () => {
    expect(ready(when('step taken over'))).toEqual(['S2', 'S3'])
    expect(waits(when('step taken over'), 'S4')).toEqual([{ for: 'person' }])
    const { story } = when('step attested')
    expect(ready(scene(story))).toContain('S4')
    story.starts('S4')
    expect(story.state.runs[0]?.steps['S4']?.attempts.at(-1)?.commands).toEqual([])
    const word = { type: 'succeed-step', ...story.attempt('S4'), outputs: {} } as const
    expect(story.ask(word, working)).toMatchObject({ ok: false, refusal: { code: 'not-now' } })
    expect(scene(story.succeeds('S4')).step('S4').state.status).toBe('succeeded')
  })
})

describe('done', () => {
  it('is succeeded, skipped, or unproven and accepted by the duty the plan names, in this run', () => {
    const done = (kind: StateKind, id: string) => {
      const { state, run, runbook } = when(kind)
      return isDone(state, run, runbook, id)
    }
    expect(done('step succeeded', 'S4')).toBe(true)
    expect(done('step skipped', 'S4')).toBe(true)
    expect(done('step unproven', 'S2')).toBe(false)
    expect(done('step unproven, accepted', 'S2')).toBe(true)
    expect(done('step failed', 'S4')).toBe(false)
    expect(done('step attested', 'S4')).toBe(false)
    const { state, run, runbook } = when('step unproven, accepted')
    expect(unprovenAcceptance(state, { ...run, id: 'another' }, runbook, 'S2')).toBeNull()
  })

  it('bars the promotion while the fence is neither proven nor accepted, and says who may accept', () => {
    const unproven = when('fence unproven')
    expect(waits(unproven, 'S6')).toContainEqual({ for: 'acceptance', duty: 'commander' })
    expect(ready(unproven)).toEqual([])
    const { story } = unproven
    const decision = { type: 'record-decision', kind: 'accept-unproven', subject: 'S6', statement: 'go on' } as const
    story.by('mara-okafor', { ...decision, runId: story.runId() })
    expect(ready(scene(story))).toEqual(['S7'])
  })

  it('is accepted for nothing that must be proven, and by nobody else', () => {
    const { story } = when('fence unproven')
    const accept = (subject: string, runId: string | null = story.runId()) =>
      story.ask({ type: 'record-decision', kind: 'accept-unproven', runId, subject, statement: 'go on' }, commanding)
    expect(accept('S7')).toMatchObject({ refusal: { code: 'not-now' } })
    expect(accept('S6', null)).toMatchObject({ refusal: { code: 'bad-input' } })
    expect(accept('S6', 'i-2041-R9')).toMatchObject({ refusal: { code: 'not-found' } })
    story.by('mara-okafor', { type: 'assign-duty', duty: 'commander', person: null })
    expect(accept('S6')).toMatchObject({ refusal: { code: 'no-duty' } })
  })
})

describe('success', () => {
  it('needs every outcome known and every predicate met, whatever the worker says', () => {
    const { story } = when('arming')
    story.starts('S4')
    const succeed = () => story.ask({ type: 'succeed-step', ...story.attempt('S4'), outputs: {} }, working)
    for (let predicate = 0; predicate < 5; predicate += 1) story.judges('S4', predicate, 'met')
    expect(succeed()).toMatchObject({ ok: false, refusal: { missing: [expect.any(String), expect.any(String)] } })
    story.accepts('S4')
    expect(succeed().ok).toBe(true)
    story.judges('S4', 1, 'unknown')
    expect(succeed()).toMatchObject({ ok: false, refusal: { missing: ['All of them are ready'] } })
  })

  it('of the one-way step crosses the point of no return even if no reply ever came', () => {
    const { story } = when('promotion intended')
    story.worker({ type: 'unreachable-command', ...story.attempt('S7'), command: 0, code: 'x', message: 'no reply' })
    story.succeeds('S7')
    expect(story.state.runs[0]).toMatchObject({ forwardOnly: true, pointOfNoReturn: { step: 'S7', requestId: null } })
  })
})

describe('going back', () => {
  /** S4 tried, timed out, and tried again: the second look finds the first try's change. */
  function triedTwice(): IncidentStory {
    const story = momentWhen('arming').story
    const intend = (minReplicas: number) =>
      story.worker({
        type: 'intend-step',
        runId: story.runId(),
        step: 'S4',
        kind: 'act',
        before: { 0: { minReplicas }, 1: { minReplicas } },
        sendWithinMilliseconds: 2_000,
      })
    intend(8)
      .accepts('S4')
      .worker({ type: 'fail-step', ...story.attempt('S4'), code: 'timeout', message: 'late' })
    story.by('mara-okafor', { type: 'retry-step', runId: story.runId(), step: 'S4' })
    return intend(24).accepts('S4').succeeds('S4')
  }

  it('restores what was there before the first try, not what that try had left', () => {
    expect(commandsToUndo(scene(triedTwice()).step('S4').state).map(({ before }) => before)).toEqual([
      { minReplicas: 8 },
      { minReplicas: 8 },
    ])
  })

  it('takes back what was begun by machine when a person finished it by hand', () => {
    const { story } = when('step accepted')
    const of = { runId: story.runId(), step: 'S4' }
    story.by('mara-okafor', { type: 'take-over-step', ...of, reason: 'by hand' })
    story
      .by('mara-okafor', { type: 'attest-step', ...of, statement: 'done' })
      .starts('S4')
      .succeeds('S4')
    expect(commandsToUndo(scene(story).step('S4').state)).toHaveLength(2)
  })

  it('undoes the latest first, and nothing that only reads or never acted', () => {
    const story = momentWhen('arming').story.does('S2').at('02:45:45').does('S4')
    const { run, runbook } = scene(story)
    expect(stepsToUndo(run, runbook).map(({ id }) => id)).toEqual(['S4', 'S1'])
    const refused = momentWhen('step intended').story
    for (const command of [0, 1])
      refused.worker({
        type: 'refuse-command',
        ...refused.attempt('S4'),
        command,
        code: 'denied',
        message: 'no',
        requestId: null,
        busy: false,
      })
    expect(hasEffect(scene(refused).step('S4').state)).toBe(false)
  })

  it('takes back what may have left before its target was out of reach, and not what never reached it', () => {
    const unreached = (...before: ('doubt-command' | 'observe-command')[]) => {
      const { story } = when('step intended')
      for (const command of [0, 1]) {
        const of = { ...story.attempt('S4'), command }
        for (const type of before)
          story.worker(
            type === 'doubt-command'
              ? { type, ...of, reason: 'connection reset' }
              : { type, ...of, effect: 'partial', facts: {}, outputs: {}, detail: '1 of 2' },
          )
        story.worker({ type: 'unreachable-command', ...of, code: 'ECONNREFUSED', message: 'no connection' })
      }
      return hasEffect(scene(story).step('S4').state)
    }
    expect(unreached()).toBe(false)
    expect(unreached('doubt-command')).toBe(true)
    expect(unreached('observe-command')).toBe(true)
  })

  it('is in that order for whoever asks, and stops above what could not be undone until a person has spoken', () => {
    const undo = (story: IncidentStory, step: string) =>
      story.ask(
        { type: 'intend-step', runId: story.runId(), step, kind: 'undo', before: {}, sendWithinMilliseconds: 1 },
        working,
      )
    const back = when('rolling back').story
    expect(undo(back, 'S1')).toMatchObject({ ok: false, refusal: { missing: ['S4'] } })
    expect(undo(back, 'S4').ok).toBe(true)
    const stuck = when('undo failed').story
    expect(undo(stuck, 'S1')).toMatchObject({ ok: false, refusal: { code: 'not-now' } })
    expect(undo(when('undo failed, left').story, 'S1').ok).toBe(true)
  })

  it('counts an intent that nobody answered for as an effect: it may have been sent', () => {
    expect(hasEffect(when('step taken over').step('S4').state)).toBe(true)
  })

  it('takes back what was skipped on the way forward until that is done, or somebody answers for what is left', () => {
    const { story } = when('arming')
    story.starts('S4').accepts('S4')
    story.worker({ type: 'fail-step', ...story.attempt('S4'), code: 'timeout', message: 'late' })
    story.at('02:49:00').by('mara-okafor', { type: 'skip-step', runId: story.runId(), step: 'S4', reason: 'enough' })
    story.by('mara-okafor', { type: 'abort-run', runId: story.runId(), reason: 'stop' })
    story.worker({ type: 'stop-run', runId: story.runId() })
    story.by('mara-okafor', { type: 'roll-back-run', runId: story.runId(), reason: 'back' })
    const undoing = { type: 'intend-step', runId: story.runId(), step: 'S4', kind: 'undo', before: {} } as const
    const left = () => {
      const { run, runbook } = scene(story)
      return stepsToUndo(run, runbook).map(({ id }) => id)
    }
    story.at('02:51:00').worker({ ...undoing, sendWithinMilliseconds: 5_000 })
    story.worker({ type: 'withdraw-attempt', ...story.attempt('S4'), reason: 'busy; it is tried again' })
    expect(left(), 'a throttled undo').toContain('S4')
    story.at('02:52:00').worker({ ...undoing, sendWithinMilliseconds: 5_000 })
    story.worker({ type: 'fail-undo', ...story.attempt('S4'), code: 'no', message: 'no' })
    expect(left()).toContain('S4')
    story.at('02:53:00').by('mara-okafor', { type: 'skip-step', runId: story.runId(), step: 'S4', reason: 'by hand' })
    expect(left()).not.toContain('S4')
  })

  it('is refused while nobody knows whether the promotion happened, or a person may have done it', () => {
    const doubtful = when('stopped, promotion in doubt').story
    const back = { type: 'roll-back-run', runId: doubtful.runId(), reason: 'back' } as const
    expect(doubtful.ask(back, commanding)).toMatchObject({ refusal: { code: 'not-now', message: /S7/ } })
    const byHand = when('promotion taken over').story.succeeds('S4')
    byHand.by('mara-okafor', { type: 'abort-run', runId: byHand.runId(), reason: 'stop' })
    byHand.worker({ type: 'stop-run', runId: byHand.runId() })
    expect(byHand.ask(back, commanding)).toMatchObject({ ok: false, refusal: { code: 'not-now' } })
    byHand.by('mara-okafor', { type: 'retry-step', runId: byHand.runId(), step: 'S7' })
    expect(byHand.ask(back, commanding), 'giving it back does not say that it was not done').toMatchObject({
      refusal: { code: 'not-now', message: /S7/ },
    })
  })

  it('stays refused when a later try was refused: the first one may have promoted', () => {
    const { story } = momentWhen('stopped, promotion in doubt')
    const runId = story.runId()
    story.by('mara-okafor', { type: 'resume-run', runId })
    approvedAgain(story.by('mara-okafor', { type: 'retry-step', runId, step: 'S7' })).starts('S7')
    const no = { code: 'InvalidGlobalClusterStateFault', message: 'not in this state' }
    story.worker({ type: 'refuse-command', ...story.attempt('S7'), command: 0, ...no, requestId: null, busy: false })
    story.worker({ type: 'fail-step', ...story.attempt('S7'), ...no })
    story.by('mara-okafor', { type: 'abort-run', runId, reason: 'stop' }).worker({ type: 'stop-run', runId })
    const back = { type: 'roll-back-run', runId, reason: 'back' } as const
    expect(story.ask(back, commanding)).toMatchObject({ ok: false, refusal: { code: 'not-now', message: /S7/ } })
  })

  it('has an end when an undo fails: again, or left with a reason', () => {
    const { story } = when('undo failed, left')
    const { run, runbook } = scene(story)
    expect(stepsToUndo(run, runbook).map(({ id }) => id)).toEqual(['S1'])
    const again = when('undo failed').story
    again.by('mara-okafor', { type: 'retry-step', runId: again.runId(), step: 'S4' })
    const undo = { type: 'intend-step', runId: again.runId(), step: 'S4', kind: 'undo' } as const
    expect(again.ask({ ...undo, before: {}, sendWithinMilliseconds: 1 }, working).ok).toBe(true)
  })
})
