import { describe, expect, it } from 'vitest'
import { commanding } from '@/lib/testing/every-command'
import { momentWhen } from '@/lib/testing/every-state'
import type { IncidentStory } from '@/lib/testing/incident-story'
import { approvedAgain } from '@/lib/testing/region-failure'
import { pointOfNoReturnInDoubt } from '../ready'
import { stepOf } from '../state'

const reason = 'no reply'

/** The one-way step was sent once, nobody heard what became of it, and it is tried again. */
function triedAgain(): IncidentStory {
  const story = momentWhen('promotion in doubt').story
  const of = { runId: story.runId(), step: 'S7' }
  story.worker({ type: 'fail-step', ...story.attempt('S7'), code: 'timeout', message: 'late' })
  story.by('mara-okafor', { type: 'retry-step', ...of })
  return approvedAgain(story).starts('S7')
}

function doubts(story: IncidentStory): IncidentStory {
  return story.worker({ type: 'doubt-command', ...story.attempt('S7'), command: 0, reason })
}

function seesNothing(story: IncidentStory, final: boolean): IncidentStory {
  const seen = { effect: 'absent', facts: {}, outputs: {}, detail: 'a replica still', final } as const
  return story.worker({ type: 'observe-command', ...story.attempt('S7'), command: 0, ...seen })
}

function inDoubt({ state, plan }: IncidentStory): boolean {
  const [run] = state.runs
  const [runbook] = plan.runbooks
  if (run === undefined || runbook === undefined) throw new Error('a run of the first runbook is told')
  return pointOfNoReturnInDoubt(run, runbook)
}

const statusOfFirst = ({ state }: IncidentStory) => {
  const [run] = state.runs
  return run === undefined ? null : stepOf(run, 'S7').attempts[0]?.commands[0]?.status
}

/** Long after anything of either try could arrive. */
const quiet = '03:40:00'

describe('the doubt of an earlier try', () => {
  it('ends with a final look at a later one that finds nothing: the run can be undone', () => {
    const story = seesNothing(doubts(triedAgain()).at(quiet), true)
    expect(inDoubt(story)).toBe(false)
    story.worker({ type: 'fail-step', ...story.attempt('S7'), code: 'absent', message: 'it is not there' })
    story.by('mara-okafor', { type: 'abort-run', runId: story.runId(), reason })
    story.worker({ type: 'stop-run', runId: story.runId() })
    const back = story.ask({ type: 'roll-back-run', runId: story.runId(), reason }, commanding)
    expect(back).toMatchObject({ ok: true })
  })

  it('stays while the look is not final, or while something of the earlier try could still arrive', () => {
    expect(statusOfFirst(seesNothing(doubts(triedAgain()).at(quiet), false))).toBe('in-doubt')
    const early = doubts(triedAgain())
    expect(statusOfFirst(seesNothing(early, true))).toBe('in-doubt')
    expect(inDoubt(early)).toBe(true)
  })

  it('stays where nobody looked: what was held back before it was sent is known to be absent by itself alone', () => {
    const story = seesNothing(triedAgain().at(quiet), true)
    expect(statusOfFirst(story)).toBe('in-doubt')
    expect(inDoubt(story)).toBe(true)
  })

  it('is no matter of what the target had accepted: its own word stands', () => {
    const story = momentWhen('step failed').story
    story.by('mara-okafor', { type: 'retry-step', runId: story.runId(), step: 'S4' })
    story.starts('S4').worker({ type: 'doubt-command', ...story.attempt('S4'), command: 0, reason })
    const seen = { effect: 'absent', facts: {}, outputs: {}, detail: 'as before', final: true } as const
    story.at(quiet).worker({ type: 'observe-command', ...story.attempt('S4'), command: 0, ...seen })
    expect(story.state.runs[0]?.steps['S4']?.attempts[0]?.commands[0]?.status).toBe('accepted')
  })
})
