import { describe, expect, it } from 'vitest'
import { commanding, working } from '@/lib/testing/every-command'
import { momentWhen } from '@/lib/testing/every-state'
import type { IncidentStory } from '@/lib/testing/incident-story'
import { approvedAgain, gone, readable } from '@/lib/testing/region-failure'
import { wordDigest } from './proposal'
import { runbookOf } from './resolve-step'
import { stepOf, type RunState } from './state'
import { whereStands } from './where-stands'

const runOf = ({ state }: IncidentStory): RunState => state.runs.at(-1) ?? expect.fail('there is a run')
const stands = (story: IncidentStory) => whereStands(runOf(story), runbookOf(story.plan, runOf(story).runbook))
const back = (story: IncidentStory) => ({ type: 'roll-back-run', runId: story.runId(), reason: 'back' }) as const
const stop = (story: IncidentStory) =>
  story
    .by('mara-okafor', { type: 'abort-run', runId: story.runId(), reason: 'x' })
    .worker({ type: 'stop-run', runId: story.runId() })

/** Somebody had the promotion in hand, and gave it back. */
function givenBack(): IncidentStory {
  const story = readable(gone().succeeds('S4').does('S6'))
  const of = { runId: story.runId(), step: 'S7' }
  story.by('tomas-varga', { type: 'take-over-step', ...of, reason: 'at the console of AWS' })
  return story.at('02:49:00').by('mara-okafor', { type: 'retry-step', ...of })
}

const settle = (story: IncidentStory, outcome: 'happened' | 'did-not-happen') => {
  const of = { runId: story.runId(), step: 'S7' }
  story.by('mara-okafor', { type: 'settle-outcome', ...of, outcome, statement: 'looked at the global cluster' })
  const { proposal } = runOf(story)
  if (proposal === null) return expect.fail('it was proposed')
  const agree = { runId: story.runId(), proposal: proposal.sequence, digest: wordDigest(proposal) }
  return story.by('tomas-varga', { type: 'agree-proposal', ...agree })
}

describe('the one-way step that somebody had in hand and gave back', () => {
  it('stays in doubt: no press of one person says that it was not done', () => {
    const story = givenBack()
    expect(stands(story)).toBe('in-doubt')
    expect(stop(story).ask(back(story), commanding)).toMatchObject({ refusal: { code: 'not-now', message: /S7/ } })
  })

  it.each([
    ['did-not-happen', 'before', true],
    ['happened', 'after', false],
  ] as const)('is settled by two: it %s', (outcome, where, mayGoBack) => {
    const story = settle(stop(givenBack()), outcome)
    expect(stands(story)).toBe(where)
    expect(story.ask(back(story), commanding).ok).toBe(mayGoBack)
  })

  it('is known once a final look at all that was sent since finds nothing', () => {
    const story = givenBack()
    const { requests } = story.state
    expect(
      Object.values(requests).every(({ ended }) => ended !== null),
      'two are asked again',
    ).toBe(true)
    approvedAgain(readable(story)).starts('S7')
    const doubt = { command: 0, reason: 'no reply' }
    story.worker({ type: 'doubt-command', ...story.attempt('S7'), ...doubt })
    const looks = (final: boolean) => {
      const seen = { effect: 'absent', facts: {}, outputs: {}, detail: 'east is the writer', final } as const
      story.worker({ type: 'observe-command', ...story.attempt('S7'), command: 0, ...seen })
      return stepOf(runOf(story), 'S7').otherHands
    }
    expect(looks(false), 'it may still arrive').not.toBeNull()
    story.at('02:50:30')
    expect(looks(true)).toBeNull()
  })
})

describe('a run that was given up with its one-way step in doubt', () => {
  const abandoned = () => {
    const story = momentWhen('stopped, promotion in doubt').story.at('03:10:00')
    story.by('mara-okafor', { type: 'abandon-run', runId: story.runId(), reason: 'another way' })
    const { proposal } = runOf(story)
    if (proposal === null) return expect.fail('it was proposed')
    const agree = { runId: story.runId(), proposal: proposal.sequence, digest: wordDigest(proposal) }
    return story.by('tomas-varga', { type: 'agree-proposal', ...agree })
  }

  it('leaves it to the next run where it is known to have happened, and nobody may say otherwise', () => {
    const story = abandoned()
    const late = { command: 0, accepted: true, requestId: 'late', facts: {}, outputs: {}, code: null, message: null }
    const of = { runId: story.runId(), step: 'S7', attempt: 1 }
    readable(story).by('mara-okafor', { type: 'start-run', runbook: 'region-failover' })
    story.tell([{ type: 'step.answeredLate', payload: { ...of, ...late } }], working)
    const crossed = { runId: of.runId, step: 'S7', at: story.now(), requestId: 'late' }
    story.tell([{ type: 'run.pointOfNoReturnCrossed', payload: crossed }], working)
    const word = { type: 'settle-outcome', runId: story.runId(), step: 'S7', outcome: 'did-not-happen' } as const
    expect(story.ask({ ...word, statement: 'looked' }, commanding)).toMatchObject({
      refusal: { message: /cannot be said not to have happened/ },
    })
    const next = abandoned()
    next.tell([{ type: 'step.answeredLate', payload: { ...of, ...late } }], working)
    next.tell([{ type: 'run.pointOfNoReturnCrossed', payload: crossed }], working)
    readable(next).by('mara-okafor', { type: 'start-run', runbook: 'region-failover' })
    expect(stands(next)).toBe('in-doubt')
  })

  it('leaves the doubt to the next run: nothing is taken back under a promotion that may have happened', () => {
    const story = abandoned()
    expect(runOf(story).status).toBe('abandoned')
    readable(story).by('mara-okafor', { type: 'start-run', runbook: 'region-failover' })
    expect(story.events.at(-1)?.payload).toMatchObject({ inDoubt: 'S7' })
    expect(stands(story)).toBe('in-doubt')
    expect(stop(story).ask(back(story), commanding)).toMatchObject({ refusal: { code: 'not-now', message: /S7/ } })
    expect(settle(story, 'did-not-happen').ask(back(story), commanding).ok).toBe(true)
  })
})
