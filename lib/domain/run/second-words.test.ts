import { describe, expect, it } from 'vitest'
import { attestationOf, commanding, person, proposalOf } from '@/lib/testing/every-command'
import { momentWhen } from '@/lib/testing/every-state'
import type { IncidentStory } from '@/lib/testing/incident-story'
import { attestedWords } from '@/lib/testing/attested-words'
import { approved, gone, promoting, readable, request } from '@/lib/testing/region-failure'
import { buildApprovalView } from '../view/approval/approval-view'
import { buildConsoleView } from '../view/console/console-view'
import { stepActions } from '../view/console/run-actions'
import { consentingPersons, gives } from './approval'
import { awaitedPersons } from './due-notices'
import type { IncidentCommand } from './decide/decide'
import type { Decision } from './decide/decision'
import { currentRun } from './state'

const code = (decision: Decision) =>
  decision.ok ? decision.events.map(({ type }) => type).join() : decision.refusal.code
const of = (story: IncidentStory, step = 'S7') => ({ runId: story.runId(), step })
const go = (story: IncidentStory) => code(story.ask({ type: 'give-go', runId: story.runId() }, commanding))
const judge = (story: IncidentStory, gate: string, verdict: 'met' | 'unmet' | 'unknown', reason = 'as read') =>
  story.worker({ type: 'judge-gate', runbook: 'region-failover', gate, verdict, readings: [], reason })
const override = (story: IncidentStory, statement: string) =>
  story.by('mara-okafor', {
    type: 'record-decision',
    runId: null,
    kind: 'override-gate',
    subject: 'region-failover/P5',
    statement,
  })
const asks = (story: IncidentStory) =>
  story.by('mara-okafor', { type: 'request-approval', runId: story.runId(), rule: 'A1' })
const approves = (story: IncidentStory) => {
  for (const one of ['tomas-varga', 'ines-duarte']) story.by(one, { type: 'give-approval', ...request(story) })
  return story
}

const fenceOpens = (story: IncidentStory) => {
  const read = { verdict: 'unmet' as const, broken: [0], readings: [], reason: 'it takes writes' }
  return story.worker({ type: 'judge-proof', ...of(story, 'S6'), ...read })
}
/** Why taking the step over is not open to whoever commands; null where it is. */
const offered = (story: IncidentStory, id: string) => {
  const [runbook] = story.plan.runbooks
  const step = runbook?.steps.find((one) => one.id === id)
  if (runbook === undefined || step === undefined) throw new Error('the sample has it')
  const actions = stepActions(story.input(), currentRun(story.state), runbook, step, story.viewer('mara-okafor'))
  return actions.find(({ verb }) => verb === 'take-over-step')?.disabledBecause
}

describe('a check that is passed against', () => {
  it('is passed against anew where it turned again, and by two: the same words about something else are other words', () => {
    const story = readable(override(judge(approved(), 'P5', 'unmet', 'one of ten nodes is missing'), 'We go on.'))
    approves(asks(story))
    expect(go(story.copy())).toBe('run.goGiven')
    judge(judge(story, 'P5', 'met'), 'P5', 'unmet', 'another failover is running')
    expect(go(story)).toBe('gate-bars')
    override(story, 'We go on.')
    expect(go(story)).toBe('not-approved')
  })
})

describe('a word beside a check that was read', () => {
  it('does not stand in for it once nobody can read it: it is said anew, and two approve that', () => {
    const story = readable(judge(approved(), 'P3', 'unknown', 'no answer'))
    expect(go(story)).toBe('gate-bars')
    const statement = attestedWords(story.plan, 'P3')
    story.by('mara-okafor', { type: 'attest-gate', runbook: 'region-failover', gate: 'P3', statement })
    expect(go(story)).toBe('not-approved')
    approves(asks(story))
    expect(go(story)).toBe('run.goGiven')
  })
})

/** The promotion as a plan may have it done: by a person, from the start. */
function promotedByHand(): IncidentStory {
  const story = gone().succeeds('S4').does('S6')
  const runbooks = story.plan.runbooks.map((runbook) => ({
    ...runbook,
    steps: runbook.steps.map((step) =>
      step.id === 'S7' ? { ...step, commands: [manual], instructions: 'Detach and promote the cluster.' } : step,
    ),
  }))
  return readable(approves(asks(Object.assign(story, { plan: { ...story.plan, runbooks } }))))
}
const manual = { action: 'manual', system: 'console', with: {} }

describe.each([
  ['the one-way step, by hand', () => readable(gone().succeeds('S4').does('S6'))],
  ['the one-way step, by hand as the plan has it', promotedByHand],
])('%s', (_, ready) => {
  const take = (story: IncidentStory) => ({ type: 'take-over-step', ...of(story), reason: 'by hand' }) as const

  it('is released under all that it would be sent under', () => {
    expect(code(ready().ask(take(ready()), commanding))).toBe('step.takenOver')
  })

  it.each<[string, (story: IncidentStory) => IncidentStory, string]>([
    [
      'the loss is above what was approved',
      (story) =>
        story.reads('witness', { lastAt: '2026-11-19T02:51:10.000Z', sequence: 1, ratePerSecond: 1, orders: 1 }),
      'loss-above-bound',
    ],
    ['nobody can tell the loss', (story) => story.cannotRead('witness', 'no reply').at('02:49:30'), 'loss-unknown'],
    ['a check that is asked again does not hold', (story) => judge(story, 'P3', 'unmet', 'damage'), 'gate-bars'],
    ['the fence is open again', fenceOpens, 'proof-lost'],
  ])('is not while %s', (_, told, refused) => {
    const story = told(ready())
    expect(code(story.ask(take(story), commanding))).toBe(refused)
    expect(offered(story, 'S7')).toBeTruthy()
  })

  it('is not while what was sent before the database was replaced may still come to light', () => {
    const story = ready()
    const serverSince = story.now()
    expect(code(story.ask(take(story), commanding, { serverSince }))).toBe('not-now')
  })
})

describe('another step with no way back, by hand', () => {
  const ready = () => promoting().at('02:48:41').succeeds('S7').does('S10').at('02:48:50').succeeds('S4').does('S11')
  const take = (story: IncidentStory) => ({ type: 'take-over-step', ...of(story, 'S12'), reason: 'by hand' }) as const

  it('is released while all that it rests on holds, and not once the fence is open again', () => {
    expect(code(ready().ask(take(ready()), commanding))).toBe('step.takenOver')
    expect(offered(ready(), 'S12')).toBeNull()
    const story = fenceOpens(ready())
    expect(code(story.ask(take(story), commanding))).toBe('proof-lost')
    expect(offered(story, 'S12')).toMatch(/^S12 is barred/)
  })
})

describe('what a second person confirms', () => {
  const confirm = (story: IncidentStory, digest = attestationOf(story, 'S7').digest): IncidentCommand => ({
    type: 'confirm-step',
    ...of(story),
    digest,
  })
  const ines = person('ines-duarte')
  const attested = () => momentWhen('promotion attested').story

  it('is the attestation that they read, and the newest word on the step', () => {
    expect(code(attested().ask(confirm(attested()), ines))).toBe('run.pointOfNoReturnCrossed')
    expect(code(attested().ask(confirm(attested(), 'another'), ines))).toBe('not-now')
    const again = attested()
    const { digest } = attestationOf(again, 'S7')
    readable(again).by('tomas-varga', { type: 'take-over-step', ...of(again), reason: 'let me look' })
    expect(code(again.ask(confirm(again, digest), ines)), 'in the hands of another').toBe('not-now')
    again.by('tomas-varga', { type: 'attest-step', ...of(again), statement: 'It was not promoted.' })
    expect(code(again.ask(confirm(again, digest), ines)), 'other words').toBe('not-now')
    const back = attested()
    back.by('mara-okafor', { type: 'take-over-step', ...of(back), reason: 'no' })
    back.by('mara-okafor', { type: 'retry-step', ...of(back) })
    expect(code(back.ask(confirm(back, digest), ines)), 'given back to the engine').toBe('not-now')
  })

  it('counts only of somebody who may approve', () => {
    const story = attested().grants('ines-duarte', ['responder'])
    expect(code(story.ask(confirm(story), ines))).toBe('no-duty')
  })
})

describe('what a second person agrees to', () => {
  const kenji = person('kenji-sato')
  const agree = (story: IncidentStory, digest = proposalOf(story).digest) =>
    code(story.ask({ type: 'agree-proposal', ...proposalOf(story), digest }, kenji))

  it('is what they read, also where its entry has the number of another', () => {
    const story = momentWhen('abandon proposed').story
    expect(agree(story, 'another')).toBe('not-now')
    expect(agree(story)).toMatch(/run\.abandoned$/)
  })

  it('names what it would leave, and is proposed anew once that is no longer so', () => {
    const story = readable(gone().succeeds('S4').does('S6'))
    story.by('mara-okafor', { type: 'abandon-run', runId: story.runId(), reason: 'nothing answers' })
    const doNow = buildConsoleView(story.input(), story.viewer('kenji-sato')).doNow
    expect(doNow.detail).toMatch(/As they are stay .*S6/)
    expect(agree(story.copy())).toBe('run.abandoned')
    story.by('tomas-varga', { type: 'take-over-step', ...of(story), reason: 'in the console' })
    story.by('tomas-varga', { type: 'attest-step', ...of(story), statement: 'Promoted in the console.' })
    expect(agree(story)).toBe('not-now')
  })

  it('counts only of somebody who may approve', () => {
    const story = momentWhen('abandon proposed').story.grants('kenji-sato', ['responder'])
    expect(agree(story)).toBe('no-duty')
  })
})

describe('who asked', () => {
  it('never consents, also where somebody else asked again since: of a way back that is whoever began it', () => {
    const story = gone().succeeds('S4').at('02:47:20').does('S6').grants('tomas-varga', [])
    const runId = story.runId()
    story.by('mara-okafor', { type: 'abort-run', runId, reason: 'x' }).worker({ type: 'stop-run', runId })
    story.by('mara-okafor', { type: 'roll-back-run', runId, reason: 'x' }).at('04:00:00')
    story.grants('mara-okafor', ['commander', 'approver']).grants('kenji-sato', ['commander', 'approver'])
    story.by('kenji-sato', { type: 'assign-duty', duty: 'commander', person: 'kenji-sato' })
    story.by('kenji-sato', { type: 'assign-duty', duty: 'database', person: 'mara-okafor' })
    story.by('kenji-sato', { type: 'request-approval', runId, rule: 'A1' })
    const give = { type: 'give-approval', ...request(story) } as const
    expect(code(story.ask(give, commanding))).toBe('own-request')
    expect(code(story.ask(give, person('ines-duarte')))).toBe('approval.given')
  })

  it('is asked under an id of the incident, and nothing else that a record answers to', () => {
    for (const requestId of ['__proto__', 'constructor', 'toString']) {
      const see = { type: 'see-approval', requestId } as const
      expect(code(approved().ask(see, person('ines-duarte')))).toBe('not-found')
      expect(code(approved().ask({ ...see, type: 'give-approval', digest: 'x' }, person('ines-duarte')))).toBe(
        'not-found',
      )
    }
  })
})

describe('a duty that passes on', () => {
  it('takes what was approved under it along at once, and does not bring it back', () => {
    const story = approved()
    const assign = (who: string | null) => ({ type: 'assign-duty', duty: 'database', person: who }) as const
    expect(code(story.ask(assign(null), commanding))).toBe('incident.dutyAssigned,approval.voided')
    story.by('mara-okafor', assign(null)).by('mara-okafor', assign('tomas-varga'))
    expect(go(readable(story))).toBe('not-approved')
  })

  it('takes a consent along for good where others are enough: had again, it is given anew', () => {
    const story = readable(gone().succeeds('S4'))
    story.by('kenji-sato', { type: 'give-approval', ...request(story) })
    const { requestId } = request(story)
    const assign = (duty: string, who: string | null) =>
      story.by('mara-okafor', { type: 'assign-duty', duty, person: who })
    const standing = () => {
      const asked = story.state.requests[requestId]
      return asked === undefined ? [] : consentingPersons(story.state, asked, (who) => story.rolesOf(who))
    }
    assign('database', null)
    assign('database', 'tomas-varga')
    expect(standing()).toEqual(['ines-duarte', 'kenji-sato'])
    const sheet = buildApprovalView(story.input(), requestId, story.viewer('tomas-varga'))
    expect(sheet).toMatchObject({ refusal: null, mine: null })
    expect(sheet?.answers[0]).toMatch(/^no longer counts: You/)
    const again = story.copy().by('tomas-varga', { type: 'give-approval', ...request(story) })
    expect(again.state.requests[requestId]?.answers.filter(gives)).toHaveLength(3)
    assign('network', null)
    expect(story.state.requests[requestId]?.ended).toMatchObject({ as: 'voided' })
  })

  it('is waited for and asked again where too few are left: nobody takes what they said before for an answer', () => {
    const story = approved()
    story.by('kenji-sato', { type: 'give-approval', ...request(story) })
    for (const who of [null, 'kenji-sato'])
      story.tell([{ type: 'incident.dutyAssigned', payload: { duty: 'network', person: who } }], commanding)
    for (const who of [null, 'tomas-varga'])
      story.tell([{ type: 'incident.dutyAssigned', payload: { duty: 'database', person: who } }], commanding)
    const asked = story.state.requests[request(story).requestId]
    if (asked === undefined) return expect.fail('it was asked for')
    const awaited = awaitedPersons(story.state, asked, (who) => story.rolesOf(who))
    expect(awaited.toSorted()).toEqual(['kenji-sato', 'tomas-varga'])
    const offered = buildConsoleView(readable(story).input(), story.viewer('tomas-varga')).doNow
    expect(offered.headline).toMatch(/^Your approval is asked for/)
  })
})
