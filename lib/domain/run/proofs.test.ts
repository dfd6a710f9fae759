import { describe, expect, it } from 'vitest'
import { commanding, person, working } from '@/lib/testing/every-command'
import { momentWhen } from '@/lib/testing/every-state'
import type { IncidentStory } from '@/lib/testing/incident-story'
import { proofsRead } from '@/lib/testing/proofs-read'
import { approvedAgain, gone, promoting, proven, recovered } from '@/lib/testing/region-failure'
import type { Decision } from './decide/decision'
import { brokenProofs, watchedProofs, type ProofRead } from './proofs'
import { runbookOf } from './resolve-step'
import { currentRun } from './state'

const reason = 'A write to the us-east-1 store is rejected: no'
const broken: ProofRead = { verdict: 'unmet', broken: [0], readings: [], reason }
const silent: ProofRead = { verdict: 'unknown', broken: [], readings: [], reason: 'no reply' }
const holds: ProofRead = { verdict: 'met', broken: [], readings: [], reason: '' }

const fenced = () => gone().does('S6')
const judges = (story: IncidentStory, step: string, read: ProofRead) =>
  story.worker({ type: 'judge-proof', runId: story.runId(), step, ...read })
const intends = (story: IncidentStory, step = 'S7', read: ReturnType<typeof proofsRead> = proofsRead(story, step)) =>
  story.ask(
    {
      type: 'intend-step',
      runId: story.runId(),
      step,
      kind: 'act',
      before: {},
      ...read,
      sendWithinMilliseconds: 2_000,
    },
    working,
  )
const accepts = (story: IncidentStory, step = 'S6') =>
  story.by('mara-okafor', {
    type: 'record-decision',
    runId: story.runId(),
    kind: 'accept-lost-proof',
    subject: step,
    statement: 'we fence it by hand',
  })
const code = (decision: Decision) =>
  decision.ok ? decision.events.map(({ type }) => type).join() : decision.refusal.code

function placeOf(story: IncidentStory) {
  const run = currentRun(story.state)
  if (run === null) throw new Error('nothing runs')
  return [story.state, run, runbookOf(story.plan, run.runbook)] as const
}
const watched = (story: IncidentStory) => watchedProofs(...placeOf(story)).map(({ id }) => id)

describe('what is read on', () => {
  it('is what steps that are not done rest on, and the fence until the run ends', () => {
    expect(watched(momentWhen('arming').story), 'S1 alone is done').toEqual(['S1'])
    expect(watched(fenced())).toEqual(['S1', 'S2', 'S3', 'S6'])
    expect(watched(recovered())).toEqual(expect.arrayContaining(['S4', 'S6', 'S7', 'S10', 'S11', 'S12']))
    const late = proven().at('02:50:40').does('S19').does('S20').does('S21')
    expect(watched(late), 'nothing is left but the fence').toEqual(['S6'])
    expect(watched(momentWhen('rolling back').story), 'what is undone is to break').toEqual([])
    expect(watched(momentWhen('completed').story)).toEqual([])
  })

  it('is not what proves a tier, which has a rule of its own, nor what was skipped', () => {
    expect(watched(proven())).not.toContain('S13')
    const skipped = momentWhen('step skipped').story
    expect(watched(skipped)).not.toContain('S4')
  })

  it('is a fence that was accepted unproven, too: it may be read as broken later', () => {
    const story = momentWhen('fence unproven').story
    expect(watched(story), 'nobody has accepted it').not.toContain('S6')
    const statement = 'the region is dark'
    const of = { type: 'record-decision', runId: story.runId(), subject: 'S6', statement } as const
    story.by('mara-okafor', { ...of, kind: 'accept-unproven' })
    expect(watched(story)).toContain('S6')
    expect(intends(approvedAgain(story)).ok, 'as it was accepted').toBe(true)
    judges(story, 'S6', broken)
    expect(brokenProofs(...placeOf(story)).map(({ step, reason: why }) => [step.id, why])).toEqual([['S6', reason]])
    expect(code(intends(story)), 'a writer that was seen is another matter than one that was not').toBe('proof-lost')
  })
})

describe('a proof that broke', () => {
  it('bars the one-way step that rests on it, by name, until it holds again', () => {
    const story = judges(fenced(), 'S6', broken)
    expect(intends(story, 'S7', proofsRead(story, 'S7', { S6: broken }))).toMatchObject({
      refusal: { code: 'proof-lost', missing: [`S6 Fence us-east-1 writers: ${reason}`] },
    })
    judges(story, 'S6', holds)
    expect(code(intends(story))).toBe('step.intended')
  })

  it('bars the traffic that rests on it, and no step that has a way back', () => {
    const story = promoting().at('02:48:41').succeeds('S7').does('S10').succeeds('S4').does('S11')
    judges(story, 'S4', { ...broken, reason: 'Checkout is asked to run 24 pods: 12' })
    expect(code(intends(story, 'S12', proofsRead(story, 'S12', { S4: broken })))).toBe('proof-lost')
    const before = promoting().at('02:48:41').succeeds('S7')
    judges(before, 'S6', broken)
    expect(code(intends(before, 'S10'))).toBe('step.intended')
  })

  it('is not believed again on one good look', () => {
    const story = judges(fenced(), 'S6', broken)
    expect(code(intends(story))).toBe('proof-lost')
    const quiet = judges(fenced(), 'S6', silent)
    expect(code(intends(quiet)), 'a silence is over with it').toBe('step.intended')
  })

  it('is recorded once, and again when it holds', () => {
    const story = judges(fenced(), 'S6', broken)
    const again = { type: 'judge-proof', runId: story.runId(), step: 'S6', ...broken } as const
    expect(code(story.ask(again, working))).toBe('already-done')
    expect(code(story.ask({ ...again, ...holds }, working))).toBe('step.proofJudged')
    expect(code(story.ask({ ...again, step: 'S7' }, working)), 'it proved nothing yet').toBe('not-now')
    expect(code(story.ask(again, commanding))).toBe('forbidden')
  })

  it('may be gone on without on the record: what was approved is void, and two people approve again', () => {
    const story = judges(fenced(), 'S6', broken)
    const read = () => proofsRead(story, 'S7', { S6: broken })
    accepts(story)
    expect(story.events.at(-1)).toMatchObject({
      type: 'approval.voided',
      payload: { reason: 'it was accepted to go on without the proof of S6' },
    })
    expect(code(intends(story, 'S7', read()))).toBe('not-approved')
    approvedAgain(story)
    const content = Object.values(story.state.requests).at(-1)?.content
    expect(content?.proofsAccepted).toMatchObject([{ step: 'S6', statement: 'we fence it by hand' }])
    expect(code(intends(story, 'S7', read()))).toBe('step.intended')
  })

  it('is accepted by whoever commands, where there is something to accept', () => {
    const of = { type: 'record-decision', kind: 'accept-lost-proof', subject: 'S6', statement: 'go on' } as const
    const story = fenced()
    const ask = (who: string) => code(story.ask({ ...of, runId: story.runId() }, person(who)))
    expect(ask('mara-okafor'), 'it holds').toBe('not-now')
    judges(story, 'S6', broken)
    expect(ask('tomas-varga')).toBe('forbidden')
    expect(ask('mara-okafor')).toContain('incident.decisionRecorded')
  })

  it('is not covered by what was accepted of something better', () => {
    const story = judges(fenced(), 'S6', silent)
    accepts(story)
    approvedAgain(story)
    expect(code(intends(story, 'S7', proofsRead(story, 'S7', { S6: silent })))).toBe('step.intended')
    expect(code(intends(story, 'S7', proofsRead(story, 'S7', { S6: broken }))), 'read, and not yet on record').toBe(
      'proof-lost',
    )
    judges(story, 'S6', broken)
    expect(code(intends(story, 'S7', proofsRead(story, 'S7', { S6: broken })))).toBe('proof-lost')
    accepts(story)
    approvedAgain(story)
    judges(story, 'S6', silent)
    expect(code(intends(story, 'S7', proofsRead(story, 'S7', { S6: silent }))), 'worse was accepted').toBe(
      'step.intended',
    )
    judges(story, 'S6', holds)
    judges(story, 'S6', broken)
    expect(code(intends(story, 'S7', proofsRead(story, 'S7', { S6: broken }))), 'it held in between').toBe('proof-lost')
  })

  it('is another matter once the step is done again', () => {
    const story = judges(fenced(), 'S6', broken)
    expect(story.state.runs.at(-1)?.steps['S6']?.proof?.verdict).toBe('unmet')
    const stopped = momentWhen('stopped').story
    judges(stopped, 'S4', broken)
    stopped.by('mara-okafor', { type: 'roll-back-run', runId: stopped.runId(), reason })
    stopped.worker({
      type: 'intend-step',
      runId: stopped.runId(),
      step: 'S4',
      kind: 'undo',
      before: {},
      sendWithinMilliseconds: 2_000,
    })
    expect(stopped.state.runs.at(-1)?.steps['S4']?.proof).toBeNull()
  })
})

describe('what a step with no way back rests on', () => {
  it('is read again at most 2 s before its intent, by the clock of its transaction', () => {
    const story = fenced()
    const read = proofsRead(story, 'S7')
    const at = (milliseconds: number) =>
      story.ask(
        {
          type: 'intend-step',
          runId: story.runId(),
          step: 'S7',
          kind: 'act',
          before: {},
          ...read,
          sendWithinMilliseconds: 1,
        },
        working,
        { now: new Date(Date.parse(story.now()) + milliseconds).toISOString() },
      )
    expect(code(at(2_000))).toBe('step.intended')
    expect(at(2_001)).toMatchObject({ refusal: { code: 'not-now', missing: ['S1', 'S2', 'S6'] } })
    const setBack = { now: '2026-11-19T02:55:00.000Z', clock: story.now() }
    const act = { type: 'intend-step', runId: story.runId(), step: 'S7', kind: 'act', before: {} } as const
    const decision = story.ask({ ...act, ...read, sendWithinMilliseconds: 1 }, working, setBack)
    expect(code(decision), 'entries lie ahead of a clock that was set back').toBe('step.intended')
    expect(code(at(-2_001)), 'a reading of the future is no fresh one').toBe('not-now')
    expect(code(intends(story, 'S7', {})), 'nothing was read').toBe('not-now')
    expect(code(intends(story, 'S10', {})), 'S10 waits for other reasons').toBe('not-now')
  })

  it('stands in the intent', () => {
    expect(intends(fenced())).toMatchObject({
      events: [{ payload: { proofs: [{ step: 'S1' }, { step: 'S2' }, { step: 'S6', verdict: 'met' }] } }],
    })
  })

  it('bars while it cannot be told, until that is recorded and accepted', () => {
    const story = fenced()
    expect(code(intends(story, 'S7', proofsRead(story, 'S7', { S6: silent })))).toBe('proof-lost')
    judges(story, 'S6', silent)
    accepts(story)
    approvedAgain(story)
    expect(code(intends(story, 'S7', proofsRead(story, 'S7', { S6: silent })))).toBe('step.intended')
  })
})
