import { describe, expect, it } from 'vitest'
import { attestationOf, commanding, person, proposalOf } from '@/lib/testing/every-command'
import { momentWhen, type StateKind } from '@/lib/testing/every-state'
import type { IncidentStory } from '@/lib/testing/incident-story'
import { gone } from '@/lib/testing/region-failure'
import type { Decision } from './decide/decision'
import { incidentRows } from './rows'
import { currentRun, stepOf } from './state'

const code = (decision: Decision) =>
  decision.ok ? decision.events.map(({ type }) => type).join() : decision.refusal.code
const said = (decision: Decision) => (decision.ok ? '' : decision.refusal.message)
const reason = 'nothing answers and nobody can tell'
const told = (kind: StateKind) => momentWhen(kind).story
const run = ({ state }: IncidentStory) => {
  const now = currentRun(state)
  if (now === null) throw new Error('a run is told')
  return now
}
const settle = (story: IncidentStory, outcome: 'happened' | 'did-not-happen', step = 'S7') =>
  ({ type: 'settle-outcome', runId: story.runId(), step, outcome, statement: reason }) as const
const abandon = (story: IncidentStory) => ({ type: 'abandon-run', runId: story.runId(), reason }) as const
const agree = (story: IncidentStory, proposal = run(story).proposal?.sequence ?? 0) =>
  ({ type: 'agree-proposal', ...proposalOf(story), proposal }) as const
const roll = (story: IncidentStory) => ({ type: 'roll-back-run', runId: story.runId(), reason }) as const
const stop = (story: IncidentStory) =>
  story
    .by('mara-okafor', { type: 'abort-run', runId: story.runId(), reason })
    .worker({ type: 'stop-run', runId: story.runId() })

/** Taken over, done by hand outside, confirmed by a second person: and the reading never comes. */
function detached(): IncidentStory {
  const story = told('promotion attested')
  story.by('ines-duarte', { type: 'confirm-step', ...attestationOf(story, 'S7') }).starts('S7')
  return story.worker({ type: 'fail-step', ...story.attempt('S7'), code: 'timeout', message: 'still no writer' })
}

describe('what became of the one-way step, on the word of two persons', () => {
  it('counts from the second: of the rule that covers it, and not who proposed it', () => {
    const story = told('outcome proposed')
    expect(stepOf(run(story), 'S7').status).toBe('failed')
    expect(code(story.ask(agree(story), commanding))).toBe('own-request')
    expect(code(story.ask(agree(story), person('s-bello')))).toBe('no-duty')
    expect(code(story.ask(settle(story, 'happened'), person('tomas-varga')))).toBe('forbidden')
    expect(code(story.ask(agree(story, 1), person('ines-duarte'))), 'another proposal').toBe('not-now')
    expect(code(story.ask(agree(story), person('ines-duarte')))).toBe('step.outcomeSettled,run.pointOfNoReturnCrossed')
  })

  it('that it happened: no way back, later steps start, and the run completes with exceptions', () => {
    const story = told('promotion settled')
    expect(run(story)).toMatchObject({ pointOfNoReturn: { step: 'S7' }, forwardOnly: true })
    expect(code(story.ask(roll(story), commanding))).toBe('not-now')
    story.by('mara-okafor', { type: 'resume-run', runId: story.runId() }).starts('S10')
    expect(stepOf(run(story), 'S10').status).toBe('running')
    story.worker({ type: 'fail-step', ...story.attempt('S10'), code: 'x', message: 'x' })
    story.at('02:59:00')
    for (const { id } of story.plan.runbooks[0]?.steps ?? [])
      if (!['succeeded', 'vouched'].includes(stepOf(run(story), id).status))
        story.by('mara-okafor', { type: 'skip-step', runId: story.runId(), step: id, reason })
    story.worker({ type: 'complete-run', runId: story.runId() })
    expect(run(story).ended?.outcome).toBe('completed-with-exceptions')
  })

  it('that it happened, past the point of no return: its proof never comes and the run goes on', () => {
    const story = detached().at('02:58:00')
    expect(said(story.ask(settle(story, 'did-not-happen'), commanding))).toMatch(/was crossed/)
    story.by('mara-okafor', settle(story, 'happened'))
    expect(code(story.ask(agree(story), person('tomas-varga')))).toBe('step.outcomeSettled')
  })

  it('that it did not: the doubt of every try is settled, it may be tried again, or all be undone', () => {
    const story = told('promotion did not happen')
    expect(stepOf(run(story), 'S7')).toMatchObject({
      status: 'failed',
      attempts: [{ commands: [{ status: 'absent' }] }],
    })
    expect(code(story.ask(roll(story), commanding))).toBe('run.rollbackRequested')
    const again = story.ask({ type: 'retry-step', runId: story.runId(), step: 'S7' }, commanding)
    expect(code(again)).toBe('step.retryRequested,approval.voided')
  })

  it('that work by hand did not happen: it is in nobody’s hands any more', () => {
    const story = told('promotion attested').at('02:58:00')
    story.by('mara-okafor', settle(story, 'did-not-happen')).by('ines-duarte', agree(story))
    expect(stepOf(run(story), 'S7')).toMatchObject({ status: 'failed', takenOver: null, attested: null })
    story.worker({ type: 'fail-step', ...story.attempt('S4'), code: 'timeout', message: 'late' })
    expect(code(stop(story).ask(roll(story), commanding))).toBe('run.rollbackRequested')
  })

  it('is no matter of people while what was sent may act, while it is known, or of another step', () => {
    const doubtful = told('promotion in doubt')
    expect(said(doubtful.ask(settle(doubtful, 'happened'), commanding))).toMatch(/may act until/)
    expect(code(doubtful.at('02:58:00').ask(settle(doubtful, 'happened'), commanding))).toBe('step.outcomeProposed')
    const fenced = gone().does('S6')
    expect(said(fenced.ask(settle(fenced, 'happened'), commanding))).toMatch(/did not happen/)
    const failed = told('step failed')
    expect(said(failed.ask(settle(failed, 'happened', 'S4'), commanding))).toMatch(/not the one-way step/)
    expect(code(told('completed').ask(settle(told('completed'), 'happened'), commanding))).toBe('not-now')
  })

  it('is refused by what is read, in its words', () => {
    const half = told('promotion in doubt').at('02:58:00')
    const seen = { effect: 'partial', facts: {}, outputs: {}, detail: 'half of it', final: true } as const
    half.worker({ type: 'observe-command', ...half.attempt('S7'), command: 0, ...seen })
    expect(said(half.ask(settle(half, 'did-not-happen'), commanding))).toMatch(/was seen to act/)
    const met = told('promotion in doubt').at('02:58:00')
    met.plan.runbooks[0]?.steps.find(({ id }) => id === 'S7')?.expect.forEach((_, at) => met.judges('S7', at, 'met'))
    expect(said(met.ask(settle(met, 'did-not-happen'), commanding))).toMatch(/everything that proves it was read/)
    const absent = told('promotion in doubt').at('02:58:00')
    const none = { ...seen, effect: 'absent', detail: 'a replica' } as const
    absent.worker({ type: 'observe-command', ...absent.attempt('S7'), command: 0, ...none })
    expect(said(absent.ask(settle(absent, 'happened'), commanding))).toMatch(/did not happen/)
  })

  it('is void once anything newer happens to the step', () => {
    const judged = told('promotion in doubt').at('02:58:00')
    judged.by('mara-okafor', settle(judged, 'did-not-happen'))
    const { sequence } = run(judged).proposal ?? { sequence: 0 }
    judged.judges('S7', 0, 'met')
    expect(run(judged).proposal).toBeNull()
    expect(said(judged.ask(agree(judged, sequence), person('ines-duarte')))).toMatch(/not proposed any more/)
    const retried = told('outcome proposed')
    retried.by('mara-okafor', { type: 'retry-step', runId: retried.runId(), step: 'S7' })
    expect(run(retried).proposal).toBeNull()
    const replaced = told('outcome proposed')
    replaced.by('mara-okafor', abandon(replaced))
    expect(run(replaced).proposal?.kind).toBe('abandon')
  })

  it('ends the attempt that was still looked after: what it says later changes nothing', () => {
    const story = told('promotion in doubt').at('02:58:00')
    const late = { type: 'fail-step', ...story.attempt('S7'), code: 'timeout', message: 'late' } as const
    story.by('mara-okafor', settle(story, 'happened')).by('ines-duarte', agree(story))
    expect(stepOf(run(story), 'S7')).toMatchObject({
      status: 'vouched',
      attempts: [{ ended: { outcome: 'withdrawn' } }],
    })
    expect(code(story.ask(late, { kind: 'worker', worker: 'w-2', token: 1 }))).toBe('not-now')
  })
})

describe('a run that is abandoned by two persons', () => {
  it('ends with what is left by name, frees its boundary, and lets another be armed or the incident be closed', () => {
    const story = told('abandoned')
    expect(run(story)).toMatchObject({
      status: 'abandoned',
      leftInPlace: ['S4', 'S1'],
      ended: { outcome: 'abandoned' },
    })
    expect(incidentRows(story.state).runs).toMatchObject([{ live: false, holdsBoundary: false, status: 'abandoned' }])
    expect(code(story.ask({ type: 'close-incident', reason }, commanding))).toBe('incident.closed')
    expect(code(story.ask({ type: 'start-run', runbook: 'region-failover' }, commanding))).toBe('run.started')
  })

  it.each(['stopped, promotion in doubt', 'forward only', 'undo failed', 'rollback stopping', 'going'] as const)(
    'from %s',
    (kind) => {
      const story = told(kind).at('03:30:00')
      story.by('mara-okafor', abandon(story))
      expect(code(story.ask(agree(story), commanding))).toBe('own-request')
      expect(code(story.ask(agree(story), person('s-bello')))).toBe('no-duty')
      story.by('ines-duarte', agree(story))
      expect(run(story).status).toBe('abandoned')
    },
  )

  it('not while what was sent may act; then it ends what is open without an outcome', () => {
    const story = told('undo running')
    expect(said(story.ask(abandon(story), commanding))).toMatch(/S4 is under way: what was sent may act until/)
    story.at('03:30:00').by('mara-okafor', abandon(story))
    expect(code(story.ask(agree(story), person('ines-duarte')))).toBe('step.undoFailed,run.abandoned')
    story.by('ines-duarte', agree(story))
    expect(story.events.at(-1)).toMatchObject({ payload: { left: ['S4', 'S1'], open: ['S4'] } })
  })

  it('only as it was proposed: what goes on meanwhile is another run to be given up', () => {
    const story = told('abandon proposed')
    story.by('mara-okafor', { type: 'resume-run', runId: story.runId() })
    expect(run(story).proposal).toBeNull()
  })

  it('is agreed to by whoever holds a duty, where no step of its runbook asks for approval', () => {
    const story = told('abandon proposed')
    for (const runbook of story.plan.runbooks) expect(runbook.approvals.length).toBeGreaterThan(0)
    const plan = { ...story.plan, runbooks: story.plan.runbooks.map((one) => ({ ...one, approvals: [] })) }
    expect(code(story.ask(agree(story), person('s-bello'), { plan }))).toBe('run.abandoned')
    expect(code(story.ask(agree(story), commanding, { plan }))).toBe('own-request')
  })
})
