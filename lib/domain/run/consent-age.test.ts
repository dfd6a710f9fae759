import { describe, expect, it } from 'vitest'
import { attestationOf, commanding, person, proposalOf, working } from '@/lib/testing/every-command'
import { momentWhen } from '@/lib/testing/every-state'
import type { IncidentStory } from '@/lib/testing/incident-story'
import { proofsRead } from '@/lib/testing/proofs-read'
import { approvedAgain, gatesOpen, gone, readable, request } from '@/lib/testing/region-failure'
import { buildApprovalView } from '../view/approval/approval-view'
import { buildConsoleView } from '../view/console/console-view'
import type { Decision } from './decide/decision'
import { agedSinceGo } from './go-again'

const code = (decision: Decision) =>
  decision.ok ? decision.events.map(({ type }) => type).join() : decision.refusal.code
const of = (story: IncidentStory, step: string) => ({ runId: story.runId(), step })
const intend = (story: IncidentStory, step = 'S7') => {
  const intent = { type: 'intend-step', ...of(story, step), kind: 'act', before: {}, sendWithinMilliseconds: 5_000 }
  return code(readable(story).ask({ ...intent, ...proofsRead(story, step) } as never, working))
}
const mara = (story: IncidentStory) => buildConsoleView(story.input(), story.viewer('mara-okafor')).doNow

describe('a run that stands still after GO without being paused or stopped', () => {
  it('sends nothing on the consents of last night when a person tries again, and goes on once two were asked anew', () => {
    const story = gone()
    story.worker({ type: 'fail-step', ...story.attempt('S4'), code: 'timeout', message: 'late' })
    story.at('23:59:00').by('mara-okafor', { type: 'retry-step', ...of(story, 'S4') })
    story.does('S4')
    expect(intend(story, 'S6')).toBe('approval.voided')
    expect(mara(readable(story)).headline).toMatch(/^Ask again for S6/)
    approvedAgain(readable(story))
    expect(intend(story, 'S6')).toBe('step.intended')
  })

  it('asks anew as well where a step only took long, or was in the hands of a person', () => {
    expect(intend(gone().at('23:59:00').succeeds('S4'), 'S6')).toBe('approval.voided')
    const story = gone().succeeds('S4')
    story.by('mara-okafor', { type: 'take-over-step', ...of(story, 'S6'), reason: 'by hand' })
    story.at('23:59:00').by('mara-okafor', { type: 'attest-step', ...of(story, 'S6'), statement: 'done' })
    story.starts('S6').succeeds('S6')
    expect(intend(story)).toBe('approval.voided')
  })

  it.each(['approved', 'refused'] as const)('is no fresher for what one more person says: %s', (answer) => {
    const story = gone().at('23:59:00')
    const asked = story.state.requests[request(story).requestId] ?? expect.fail('it was asked for')
    const [run, runbook] = [story.state.runs[0], story.plan.runbooks[0]]
    if (run === undefined || runbook === undefined) return expect.fail('it runs')
    const aged = (answers: typeof asked.answers) =>
      agedSinceGo(
        story.state,
        run,
        runbook,
        { ...asked, answers },
        { rolesOf: (who) => story.rolesOf(who), now: story.now() },
      )
    const says = (who: string, duty: string) => {
      const by = { at: story.now(), by: person(who), sequence: 999 }
      return { ...by, person: who, duty, answer, reason: null }
    }
    expect(aged(asked.answers)).toMatch(/^it was approved for GO/)
    expect(aged([...asked.answers, says('kenji-sato', 'network')])).not.toBeNull()
    const both = asked.answers.map((one) => says(one.person, one.duty))
    expect(aged(both)).toEqual(answer === 'approved' ? null : expect.any(String))
  })

  it.each<[string, (story: IncidentStory) => IncidentStory]>([
    ['the account', (story) => story.grants('kenji-sato', [])],
    ['the duty', (story) => story.by('mara-okafor', { type: 'assign-duty', duty: 'network', person: null })],
  ])('is no fresher for what somebody said who has lost %s since', (_, loses) => {
    const story = gone().succeeds('S4').at('23:59:00')
    const { requestId } = request(story)
    story.by('kenji-sato', { type: 'give-approval', ...request(story) })
    story.by('tomas-varga', { type: 'refuse-approval', requestId, reason: 'let me read it anew' })
    story.by('tomas-varga', { type: 'give-approval', ...request(story) })
    expect(intend(story.copy(), 'S6')).toBe('step.intended')
    loses(story)
    const sheet = buildApprovalView(readable(story).input(), requestId, story.viewer('tomas-varga'))
    expect(sheet?.follows.next, 'who approved is told').toMatch(/^It was approved too long ago/)
    expect(intend(story, 'S6')).toBe('approval.voided')
  })

  it('asks anew also where somebody said it was done by hand, and gave it back to the engine', () => {
    const story = readable(gone().succeeds('S4').does('S6'))
    const take = { type: 'take-over-step', ...of(story, 'S7'), reason: 'by hand' } as const
    story.by('mara-okafor', take).by('mara-okafor', { type: 'attest-step', ...of(story, 'S7'), statement: 'done' })
    story.by('mara-okafor', take).by('mara-okafor', { type: 'retry-step', ...of(story, 'S7') })
    approvedAgain(readable(story))
    expect(intend(story.copy())).toBe('step.intended')
    expect(intend(story.at('23:59:00'))).toBe('approval.voided')
    expect(intend(approvedAgain(readable(story)))).toBe('step.intended')
  })

  it('asks anew though a part of the one-way step is found there: what is still to be sent rests on an old consent', () => {
    const story = readable(gone().succeeds('S4').does('S6').at('23:59:00'))
    const act = { type: 'intend-step', ...of(story, 'S7'), kind: 'act', before: {} } as const
    const ask = () =>
      readable(story).ask(
        { ...act, foundPartly: [0], sendWithinMilliseconds: 5_000, ...proofsRead(story, 'S7') },
        working,
      )
    const said = ask()
    expect(said.ok && said.events.map(({ type }) => type)).toEqual(['run.pointOfNoReturnCrossed', 'approval.voided'])
    if (said.ok) story.tell(said.events, working)
    expect(ask()).toMatchObject({ ok: false, refusal: { code: 'not-approved' } })
    approvedAgain(readable(story))
    expect(ask()).toMatchObject({ ok: true, events: [{ type: 'step.intended' }] })
  })

  it('asks anew also once that part was found while the consent was fresh, and nothing was sent under it since', () => {
    const story = readable(gone().succeeds('S4').does('S6'))
    const crossed = { runId: story.runId(), step: 'S7', at: story.now(), requestId: null }
    story.tell([{ type: 'run.pointOfNoReturnCrossed', payload: crossed }], working)
    expect(intend(story.copy())).toBe('step.intended')
    expect(intend(story.at('23:59:00'))).toBe('approval.voided')
  })

  it('goes on under a consent under which the one-way step may have been sent; one given since has its own time', () => {
    const story = gone().succeeds('S4').does('S6').starts('S7')
    story.worker({ type: 'doubt-command', ...story.attempt('S7'), command: 0, reason: 'no reply' })
    story.worker({ type: 'fail-step', ...story.attempt('S7'), code: 'timeout', message: 'late' })
    const aged = () => {
      const [run, runbook, newest] = [story.state.runs[0], story.plan.runbooks[0], request(story).requestId]
      const asked = story.state.requests[newest]
      if (run === undefined || runbook === undefined || asked === undefined) return expect.fail('it runs')
      return agedSinceGo(story.state, run, runbook, asked, { rolesOf: (who) => story.rolesOf(who), now: story.now() })
    }
    story.at('12:00:00')
    expect(aged()).toBeNull()
    story.by('mara-okafor', { type: 'retry-step', ...of(story, 'S7') })
    approvedAgain(readable(story))
    expect(aged()).toBeNull()
    story.at('23:59:00')
    expect(aged()).toMatch(/^it was approved/)
  })

  it('lets nobody take over by hand what machines would not be let do', () => {
    const story = gone().at('23:59:00').succeeds('S4')
    const take = { type: 'take-over-step', ...of(story, 'S6'), reason: 'by hand' } as const
    expect(code(story.ask(take, commanding))).toBe('digest-differs')
  })

  it('goes on past the point of no return, whatever it takes', () => {
    const story = momentWhen('promotion accepted').story
    story.succeeds('S7').does('S10').does('S11').at('23:59:00')
    expect(intend(story, 'S12')).toBe('step.intended')
  })
})

describe('an unknown loss that two accepted', () => {
  it('covers no figure above the bound that was read since, whoever falls silent after it', () => {
    const story = gatesOpen().at('02:46:05')
    const word = { kind: 'accept-unknown-loss', subject: null, statement: 'nobody can read it' } as const
    story.by('mara-okafor', { type: 'record-decision', runId: story.runId(), ...word })
    approvedAgain(readable(story)).at('02:47:02').by('mara-okafor', { type: 'give-go', runId: story.runId() })
    readable(story.succeeds('S4').does('S6')).cannotRead('witness', 'no reply')
    const silent = () => code(story.ask({ ...act(story), ...proofsRead(story, 'S7') }, working))
    expect(silent()).toBe('step.intended')
    const loss = { count: null, noun: 'orders', source: 'witness', measuredAt: story.now() }
    const last = { ...loss, milliseconds: 603_000, unknown: null }
    const gone = { ...loss, milliseconds: null, unknown: 'no reply' }
    story.worker({ type: 'watch-loss', runId: story.runId(), loss: gone, last })
    expect(silent()).toBe('approval.voided')
  })

  const act = (story: IncidentStory) =>
    ({ type: 'intend-step', ...of(story, 'S7'), kind: 'act', before: {}, sendWithinMilliseconds: 5_000 }) as const
})

describe('the first of two words', () => {
  it('that the promotion happened counts no more once whoever said it has lost the role', () => {
    const story = momentWhen('outcome proposed').story
    story.grants('mara-okafor', []).at('23:00:00')
    expect(code(story.ask({ type: 'agree-proposal', ...proposalOf(story) }, person('ines-duarte')))).toBe('not-now')
  })

  it('that it was done by hand likewise, until somebody else takes it over', () => {
    const story = momentWhen('promotion attested').story
    story.grants('mara-okafor', [])
    expect(code(story.ask({ type: 'confirm-step', ...attestationOf(story, 'S7') }, person('ines-duarte')))).toBe(
      'not-now',
    )
  })
})

describe('an account that was disabled since its session was looked up', () => {
  it('gives no GO', () => {
    const story = approvedAgain(gatesOpen().at('02:46:05'))
    const rolesOf = (who: string, through?: { account: string }) =>
      through?.account === 'mara-okafor' ? [] : story.rolesOf(who)
    expect(code(story.ask({ type: 'give-go', runId: story.runId() }, commanding, { rolesOf }))).toBe('forbidden')
  })
})
