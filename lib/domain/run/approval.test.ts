import { describe, expect, it } from 'vitest'
import type { Environment } from '../plan/schema/environment'
import type { Plan } from '../plan/schema/plan'
import { consentingPersons } from './approval'
import type { IncidentCommand } from './decide/decide'
import type { Decision } from './decide/decision'
import { digestOf } from './resolve-step'
import { commanding, person, working } from '@/lib/testing/every-command'
import { momentWhen, type StateKind } from '@/lib/testing/every-state'
import type { IncidentStory } from '@/lib/testing/incident-story'
import { gatesOpen, gone, readable, request } from '@/lib/testing/region-failure'
import { proofsRead } from '@/lib/testing/proofs-read'

const when = (kind: StateKind) => momentWhen(kind).story
const code = (decision: Decision) =>
  decision.ok ? decision.events.map(({ type }) => type).join() : decision.refusal.code
const give = (story: IncidentStory): IncidentCommand => ({ type: 'give-approval', ...request(story) })
const go = (story: IncidentStory): IncidentCommand => ({ type: 'give-go', runId: story.runId() })
const ask = (story: IncidentStory, rule = 'A1'): IncidentCommand => ({
  type: 'request-approval',
  runId: story.runId(),
  rule,
})
const act = (story: IncidentStory, step: string): IncidentCommand => ({
  type: 'intend-step',
  runId: story.runId(),
  step,
  kind: 'act',
  before: {},
  ...proofsRead(story, step),
  sendWithinMilliseconds: 2_000,
})
const approvers = ['tomas-varga', 'ines-duarte', 'kenji-sato']
const approvedBy = (story: IncidentStory, ...who: string[]) => {
  for (const id of who) story.command(give(story), person(id))
  return readable(story)
}
const standing = (story: IncidentStory) => {
  const newest = Object.values(story.state.requests).at(-1)
  const rolesOf = (id: string) => story.persons[id]?.roles ?? []
  return newest === undefined ? [] : consentingPersons(story.state, newest, rolesOf)
}

/** The same name for another thing of the same form. */
function renamed(environment: Environment, name: string): Environment {
  const value = String(environment.names[name])
  const other = `${value.slice(0, -1)}${value.endsWith('0') ? '1' : '0'}`
  return { ...environment, names: { ...environment.names, [name]: other } }
}

describe('who counts', () => {
  it('takes two persons: one is not enough, two are, and each counts once whatever account they use', () => {
    const story = when('requested')
    expect(code(story.ask(go(story), commanding))).toBe('not-approved')
    story.command(give(story), person('tomas-varga', 'tomas'))
    for (const account of ['tomas', 'tomas-oncall'])
      expect(code(story.ask(give(story), person('tomas-varga', account)))).toBe('already-done')
    expect(standing(story)).toEqual(['tomas-varga'])
    expect(code(story.ask(go(story), commanding))).toBe('not-approved')
    story.command(give(story), person('ines-duarte'))
    expect(code(story.ask(go(story), commanding))).toBe('run.goGiven')
  })

  it('never counts whoever asked, by any account, with any role and duty', () => {
    const story = when('requested').by('mara-okafor', { type: 'assign-duty', duty: 'network', person: null })
    story.grants('mara-okafor', ['commander', 'approver'])
    story.by('mara-okafor', { type: 'assign-duty', duty: 'network', person: 'mara-okafor' })
    for (const account of ['mara', 'mara-second'])
      expect(code(story.ask(give(story), person('mara-okafor', account)))).toBe('own-request')
  })

  it('leaves the requester out even if an answer of theirs stood in the history', () => {
    const story = when('approved')
    const asked = Object.values(story.state.requests)[0]
    if (asked === undefined) throw new Error('nothing was asked for')
    const state = { ...story.state, duties: { ...story.state.duties, network: 'mara-okafor' } }
    const own = { at: story.now(), by: commanding, sequence: 99, person: 'mara-okafor', duty: 'network' }
    const answers = [...asked.answers, { ...own, answer: 'approved' as const, reason: null }]
    const counted = consentingPersons(state, { ...asked, answers }, () => ['approver'])
    expect(counted).toEqual(['tomas-varga', 'ines-duarte'])
  })

  it('takes the last word of a person, by whatever account', () => {
    const story = when('approved once')
    const refusal = { type: 'refuse-approval', requestId: request(story).requestId, reason: 'not yet' } as const
    story.command(refusal, person('tomas-varga', 'tomas-oncall'))
    expect(standing(story)).toEqual([])
    story.command(give(story), person('tomas-varga', 'tomas'))
    expect(Object.values(story.state.requests)[0]?.answers).toHaveLength(1)
  })

  it('asks for the role and for a duty that the rule names', () => {
    const story = when('requested')
    expect(code(story.ask(give(story), person('s-bello')))).toBe('forbidden')
    story.grants('s-bello', ['approver'])
    expect(code(story.ask(give(story), person('s-bello')))).toBe('no-duty')
    story.by('mara-okafor', { type: 'assign-duty', duty: 'network', person: 's-bello' })
    expect(code(story.ask(give(story), person('s-bello')))).toBe('approval.given')
    expect(code(story.ask(give(story), person('kenji-sato')))).toBe('no-duty')
  })

  it('is void once the duty or the role has gone that it was given under, and is asked for again', () => {
    const story = when('approved')
    story.by('mara-okafor', { type: 'assign-duty', duty: 'database', person: null })
    expect(standing(story)).toEqual(['ines-duarte'])
    expect(code(story.ask(go(story), commanding))).toBe('not-approved')
    story.by('mara-okafor', { type: 'assign-duty', duty: 'network', person: 'tomas-varga' })
    approvedBy(story.command(ask(story), commanding), 'tomas-varga', 'ines-duarte')
    expect(code(story.ask(go(story), commanding))).toBe('run.goGiven')
    expect(code(story.grants('ines-duarte', []).ask(go(story), commanding))).toBe('not-approved')
  })

  it('lets others approve after a refusal, which ends nothing, and lets whoever refused think again', () => {
    const story = when('refused once')
    expect(story.state.runs[0]?.status).toBe('arming')
    const both = approvedBy(story.copy(), 'ines-duarte', 'kenji-sato')
    expect(code(both.ask(go(both), commanding))).toBe('run.goGiven')
    const again = approvedBy(story, 'tomas-varga', 'ines-duarte')
    expect(standing(again)).toEqual(['tomas-varga', 'ines-duarte'])
    again.by('ines-duarte', {
      type: 'refuse-approval',
      requestId: request(again).requestId,
      reason: 'on second thoughts',
    })
    expect(code(again.ask(go(again), commanding))).toBe('not-approved')
  })
})

describe('what is consented to', () => {
  it('is refused under a digest other than the one asked for', () => {
    const story = when('requested')
    const other = { ...give(story), digest: 'f'.repeat(64) } as IncidentCommand
    expect(code(story.ask(other, person('kenji-sato')))).toBe('digest-differs')
  })

  it('changes its digest with every single value of the content', () => {
    const story = when('requested')
    const { content, digest } = Object.values(story.state.requests)[0] ?? { content: null, digest: '' }
    expect(digestOf(content)).toBe(digest)
    let leaves = 0
    const change = (value: unknown, path: (string | number)[]): void => {
      if (Array.isArray(value)) return value.forEach((inner, index) => change(inner, [...path, index]))
      if (value !== null && typeof value === 'object')
        return Object.entries(value).forEach(([key, inner]) => change(inner, [...path, key]))
      const other = structuredClone(content) as unknown as Record<string | number, unknown>
      const holder = path.slice(0, -1).reduce((at, key) => at[key] as typeof other, other)
      holder[path.at(-1) ?? ''] = typeof value === 'number' ? value + 1 : `${String(value)} `
      leaves += 1
      expect(digestOf(other), path.join('.')).not.toBe(digest)
    }
    change(content, [])
    expect(leaves).toBeGreaterThan(50)
    expect(content).toMatchObject({ planHash: story.state.plan.hash, environmentHash: story.state.environment.hash })
  })

  it.each([
    ['a parameter of a command', (e: Environment) => renamed(e, 'west-cluster')],
    ['a target', (e: Environment) => ({ ...e, systems: { ...e.systems, routing: e.systems['aurora-promote'] } })],
  ])('is void for GO when the environment gives %s otherwise', (_, changed) => {
    const story = when('approved')
    const environment = changed(story.environment) as Environment
    expect(code(story.ask(go(story), commanding, { environment }))).toBe('not-approved')
  })

  it('is void for GO when a covered step was skipped or a decision it rests on was made since', () => {
    const skipped = when('approved')
    skipped.by('mara-okafor', { type: 'skip-step', runId: skipped.runId(), step: 'S6', reason: 'no time for it' })
    const decision = skipped.ask(go(skipped), commanding)
    expect(decision).toMatchObject({ refusal: { missing: ['A1: what was approved has changed'] } })
    const accepted = when('approved')
    const acceptance = { kind: 'accept-unproven', subject: 'S6', statement: 'The east does not answer.' } as const
    accepted.by('mara-okafor', { type: 'record-decision', runId: accepted.runId(), ...acceptance })
    expect(code(accepted.ask(go(accepted), commanding))).toBe('not-approved')
    accepted.command(ask(accepted), commanding)
    const content = Object.values(accepted.state.requests).at(-1)?.content
    expect(content?.unprovenAccepted).toEqual([{ step: 'S6', statement: 'The east does not answer.' }])
  })

  it('holds GO back while a covered step cannot be resolved at all, which no later step will heal', () => {
    const story = when('approved')
    const environment = { ...story.environment, names: { ...story.environment.names, 'traffic-west': 'no arn' } }
    const decision = story.ask(go(story), commanding, { environment })
    expect(decision).toMatchObject({ refusal: { missing: [expect.stringMatching(/^S12: /)] } })
  })

  it('is not asked for twice, and asking for something else voids what stood', () => {
    const story = when('approved')
    expect(code(story.ask(ask(story), commanding))).toBe('already-done')
    const environment = renamed(story.environment, 'west-cluster')
    expect(code(story.ask(ask(story), commanding, { environment }))).toBe('approval.voided,approval.requested')
  })
})

describe('time', () => {
  it('ends an approval before GO; after it, it is good for as long again', () => {
    const story = when('approved')
    const late = readable(story.copy().at('03:01:05.001'))
    expect(code(late.ask(go(late), commanding))).toBe('not-approved')
    expect(code(late.ask(give(late), person('kenji-sato')))).toBe('expired')
    const gone = when('going').at('03:02:01')
    expect(code(gone.ask(act(gone, 'S6'), working)), '15 minutes after GO, all but a second').toBe('step.intended')
    const requestId = request(gone).requestId
    expect(code(gone.ask({ type: 'expire-approval', runId: gone.runId(), requestId }, working))).toBe('not-now')
    gone.at('03:02:02')
    expect(code(gone.ask(act(gone, 'S6'), working))).toBe('approval.voided')
  })
})

describe('time after GO', () => {
  it('takes a full consent back no more, and ends one that stayed incomplete', () => {
    const story = when('going').at('02:48:00')
    const payload = { runId: story.runId(), requestId: request(story).requestId, reason: 'drifted' }
    story.tell([{ type: 'approval.voided', payload }], working).command(ask(story), commanding)
    const { requestId } = request(story)
    const expire = { type: 'expire-approval', runId: story.runId(), requestId } as const
    const half = approvedBy(story.copy(), 'tomas-varga').at('03:30:00')
    expect(code(half.ask(act(half, 'S6'), working))).toBe('not-approved')
    expect(code(half.ask(expire, working))).toBe('approval.expired')
    const full = approvedBy(story.at('02:50:00'), 'tomas-varga', 'ines-duarte').at('03:04:59')
    expect(code(full.ask(expire, working))).toBe('not-now')
    expect(code(full.ask(act(full, 'S6'), working)), 'less than 15 minutes after the last consent').toBe(
      'step.intended',
    )
    expect(code(full.ask(act(full.at('03:05:00'), 'S6'), working))).toBe('approval.voided')
  })
})

describe('just before the act', () => {
  it('refuses a destructive step without consent and records no intent', () => {
    const story = when('going')
    const { requestId } = request(story)
    const payload = { runId: story.runId(), requestId, reason: 'what would run has changed' }
    story.tell([{ type: 'approval.voided', payload }], working)
    expect(code(story.ask(act(story, 'S6'), working))).toBe('not-approved')
  })

  it('is not reached by what the worker saw before GO: a loss that rose for a moment voids nothing after it', () => {
    const story = when('going')
    const { requestId } = request(story)
    const late = { type: 'void-approval', runId: story.runId(), requestId, reason: 'loss 1600 ms' } as const
    expect(code(story.ask(late, working))).toBe('not-now')
  })

  it('looks at roles once more, and a third person may stand in', () => {
    const story = when('going').grants('tomas-varga', [])
    expect(code(story.ask(act(story, 'S6'), working))).toBe('not-approved')
    approvedBy(story, 'kenji-sato')
    expect(code(story.ask(act(story, 'S6'), working))).toBe('step.intended')
  })

  it('takes a retry for another act: whoever approved the first approves it again', () => {
    const story = when('going').starts('S6').accepts('S6')
    story.worker({ type: 'fail-step', ...story.attempt('S6'), code: 'timeout', message: 'late' })
    const retry = { type: 'retry-step', runId: story.runId(), step: 'S6' } as const
    expect(code(story.ask(retry, commanding))).toBe('step.retryRequested,approval.voided')
    story.command(retry, commanding)
    expect(Object.values(story.state.requests)[0]?.ended?.reason).toBe('S6 was asked for again')
    expect(code(story.ask(act(story, 'S6'), working))).toBe('not-approved')
    story.command(ask(story), commanding)
    expect(story.state.requests[request(story).requestId]?.content.steps[0]).toMatchObject({
      step: 'S6',
      generation: 1,
    })
    approvedBy(story, 'tomas-varga', 'ines-duarte').starts('S6')
    const [first, second] = story.state.runs[0]?.steps['S6']?.attempts ?? []
    expect(second?.digest).not.toBe(first?.digest)
  })

  it('voids what drifted behind the point of no return, and takes a fresh approval of just that', () => {
    const story = when('forward only').command({ type: 'resume-run', runId: when('forward only').runId() }, commanding)
    story.does('S10').does('S11')
    const changes = { environment: renamed(story.environment, 'traffic-west') }
    const drifted = story.ask(act(story, 'S12'), working, changes)
    expect(code(drifted)).toBe('approval.voided')
    if (drifted.ok) story.tell(drifted.events, working)
    expect(code(story.ask(act(story, 'S12'), working, changes))).toBe('not-approved')
    const asked = story.ask(ask(story), commanding, changes)
    expect(code(asked)).toBe('approval.requested')
    if (asked.ok) story.tell(asked.events, commanding)
    expect(
      Object.values(story.state.requests)
        .at(-1)
        ?.content.steps.map(({ step }) => step),
    ).toEqual(['S12'])
    approvedBy(story, 'tomas-varga', 'kenji-sato')
    expect(code(story.ask(act(story, 'S12'), working, changes))).toBe('step.intended')
    expect(story.state.runs[0]?.status).toBe('going')
  })

  it('is not undone by asking again after GO: what stands approved is left alone', () => {
    const story = when('going')
    expect(code(story.ask(ask(story), commanding))).toBe('already-done')
    const environment = renamed(story.environment, 'traffic-west')
    const asked = story.ask(ask(story), commanding, { environment })
    const covered = asked.ok
      ? asked.events.flatMap((e) => (e.type === 'approval.requested' ? e.payload.content.steps : []))
      : []
    expect(covered.map(({ step }) => step)).toEqual(['S12'])
  })
})

describe('a step that a rule covers though it destroys nothing', () => {
  it('is held to what was approved like any other', () => {
    const gone = when('forward only')
    const plan = structuredClone(gone.plan)
    plan.runbooks[0]?.approvals[0]?.steps.push('S10')
    gone.command({ type: 'resume-run', runId: gone.runId() }, commanding)
    expect(code(gone.ask(act(gone, 'S10'), working))).toBe('step.intended')
    expect(code(gone.ask(act(gone, 'S10'), working, { plan }))).toBe('not-approved')
  })
})

describe('past the approval', () => {
  const s6 = (story: IncidentStory) => ({ runId: story.runId(), step: 'S6', reason: 'no time for it' })

  it('no fence is skipped after GO: what was approved with it is approved again without it', () => {
    const story = when('going')
    story.by('mara-okafor', { type: 'skip-step', ...s6(story) })
    expect(code(story.ask(act(story, 'S7'), working))).toBe('not-approved')
    story.command(ask(story), commanding)
    approvedBy(story, 'tomas-varga', 'ines-duarte')
    expect(code(story.ask(act(story, 'S7'), working))).toBe('step.intended')
  })

  it('nothing destructive is taken over by hand without consent', () => {
    const story = when('going')
    const take = { type: 'take-over-step', ...s6(story) } as const
    for (const id of ['mara-okafor', 'tomas-varga']) expect(code(story.ask(take, person(id)))).toBe('step.takenOver')
    story.grants('ines-duarte', [])
    for (const id of ['mara-okafor', 'tomas-varga']) expect(code(story.ask(take, person(id)))).toBe('not-approved')
    approvedBy(story, 'kenji-sato')
    expect(code(story.ask(take, person('tomas-varga')))).toBe('step.takenOver')
  })
})

describe('a step whose parameters an earlier step gives', () => {
  /** S19 made destructive, under a rule of its own, with a parameter that S7 gives. */
  function withLateStep(plan: Plan): Plan {
    const changed = structuredClone(plan)
    const runbook = changed.runbooks[0]
    const step = runbook?.steps.find(({ id }) => id === 'S19')
    if (runbook === undefined || step === undefined) throw new Error('the sample plan has changed')
    step.destructive = true
    for (const command of step.commands)
      if (command.system === 'statuspage') command.with = { ...command.with, incidentId: '${steps.S7.outputs.writer}' }
    runbook.approvals.push({
      id: 'A2',
      steps: ['S19'],
      duties: ['database', 'network'],
      persons: 2,
      expires: 900_000,
    })
    return changed
  }

  it('does not hold up GO, cannot run, and gets a request of its own once it is resolved', () => {
    const story = when('approved')
    const changes = { plan: withLateStep(story.plan) }
    const early = story.ask(ask(story, 'A2'), commanding, changes)
    expect(early).toMatchObject({ ok: false, refusal: { code: 'not-now', missing: [expect.stringContaining('S19')] } })
    expect(code(story.ask(go(story), commanding, changes))).toBe('run.goGiven')

    const later = momentWhen('recovery proven').story
    const run = later.state.runs[0]
    const promoted = run?.steps['S7']
    expect(code(later.ask(act(later, 'S19'), working, changes))).toBe('unresolved')
    if (promoted === undefined) throw new Error('S7 was not run')
    later.state = structuredClone(later.state)
    const outputs = later.state.runs[0]?.steps['S7']?.outputs
    if (outputs !== undefined) outputs['writer'] = 'sp-1'
    expect(code(later.ask(act(later, 'S19'), working, changes))).toBe('not-approved')
    const asked = later.ask(ask(later, 'A2'), commanding, changes)
    if (!asked.ok) throw new Error(asked.refusal.message)
    later.tell(asked.events, commanding)
    approvedBy(later, 'tomas-varga', 'kenji-sato')
    expect(code(later.ask(act(later, 'S19'), working, changes))).toBe('step.intended')
  })
})

describe('GO', () => {
  it('says what is missing', () => {
    const story = when('approved once')
    const decision = story.ask(go(story), commanding)
    expect(decision).toMatchObject({ refusal: { code: 'not-approved', missing: ['A1: 2 approvals'] } })
    const armed = when('arming').ask(go(when('arming')), commanding)
    expect(armed).toMatchObject({
      refusal: { code: 'gate-bars', missing: expect.arrayContaining([expect.stringMatching(/^P4 .*waits for S3/)]) },
    })
  })

  it('is refused while the loss is unknown, until that is accepted and approved anew', () => {
    const story = when('approved').cannotRead('west-heartbeat', 'no reply')
    expect(code(story.ask(go(story), commanding))).toBe('loss-unknown')
    const before = request(story).digest
    const acceptance = { kind: 'accept-unknown-loss', subject: null, statement: 'Nothing can be read; we go.' } as const
    const decision = { type: 'record-decision', runId: story.runId(), ...acceptance } as const
    const another = story.copy().grants('s-bello', ['commander'])
    expect(code(another.ask(decision, person('s-bello'))), 'the role is not the command').toBe('no-duty')
    story.by('mara-okafor', decision)
    expect(code(story.ask(go(story), commanding))).toBe('not-approved')
    story.command(ask(story), commanding)
    expect(request(story).digest).not.toBe(before)
    for (const id of approvers.slice(0, 2)) story.command(give(story), person(id))
    const gone = story.ask(go(story), commanding)
    expect(gone).toMatchObject({ ok: true, events: [{ payload: { loss: { milliseconds: null } } }] })
  })

  it('is refused above the bound, whoever accepted what', () => {
    const story = when('approved')
    story.reads('witness', { lastAt: '2026-11-19T02:41:08.000Z', sequence: 1, ratePerSecond: 1_329, orders: 1 })
    expect(code(story.ask(go(story), commanding))).toBe('loss-above-bound')
    story.reads('witness', { lastAt: '2026-11-19T02:41:07.800Z', sequence: 1, ratePerSecond: 1_329, orders: 1 })
    expect(story.ask(go(story), commanding)).toMatchObject({
      ok: true,
      events: [{ payload: { loss: { milliseconds: 1_500, count: 1_994 } } }],
    })
  })

  it('is given above the bound once more is accepted on the record and approved anew, and never above that', () => {
    const story = when('approved')
    const lost = (lastAt: string) => story.reads('witness', { lastAt, sequence: 1, ratePerSecond: 1_329, orders: 1 })
    lost('2026-11-19T02:41:09.000Z')
    const accept = (subject: string | null) =>
      story.ask(
        {
          type: 'record-decision',
          runId: story.runId(),
          kind: 'accept-loss',
          subject,
          statement: 'It is lost anyway.',
        },
        commanding,
      )
    for (const nonsense of [null, '', '0', '-1', '1.5', '1e9', '9'.repeat(12)])
      expect(code(accept(nonsense)), `${nonsense}`).toBe('bad-input')
    const accepted = accept('3000')
    if (!accepted.ok) throw new Error(accepted.refusal.message)
    story.tell(accepted.events, commanding)
    expect(code(story.ask(go(story), commanding)), 'two people have not seen it').toBe('not-approved')
    story.command(ask(story), commanding)
    expect(request(story)).toBeDefined()
    for (const id of approvers.slice(0, 2)) story.command(give(story), person(id))
    expect(story.ask(go(story), commanding)).toMatchObject({
      ok: true,
      events: [{ payload: { loss: { milliseconds: 2_700 } } }],
    })
    lost('2026-11-19T02:41:09.400Z')
    expect(code(story.ask(go(story), commanding))).toBe('loss-above-bound')
  })

  it('waits for the declaration, and is not given while the run is paused or stopped', () => {
    const paused = when('approved')
    paused.by('mara-okafor', { type: 'pause-run', runId: paused.runId(), reason: 'wait a moment' })
    expect(code(paused.ask(go(paused), commanding))).toBe('not-now')
    const undeclared = when('approved')
    undeclared.state = { ...undeclared.state, declared: null }
    expect(undeclared.ask(go(undeclared), commanding)).toMatchObject({ refusal: { missing: ['declaration'] } })
  })
})

describe('the loss, when the one-way step is sent', () => {
  const lost = (story: IncidentStory, lastAt: string) =>
    story.reads('witness', { lastAt, sequence: 1, ratePerSecond: 1_329, orders: 1 })
  const intend = (story: IncidentStory) =>
    story.ask(
      {
        type: 'intend-step',
        runId: story.runId(),
        step: 'S7',
        kind: 'act',
        before: {},
        ...proofsRead(story, 'S7'),
        sendWithinMilliseconds: 5_000,
      },
      working,
    )
  const fenced = () => gone().does('S6')

  it('stands in the intent, as it was at that moment', () => {
    const story = lost(fenced(), '2026-11-19T02:41:07.200Z')
    expect(intend(story)).toMatchObject({
      ok: true,
      events: [{ type: 'step.intended', payload: { loss: { milliseconds: 900 } } }],
    })
    story.starts('S7')
    expect(story.state.runs[0]?.lossAtAct?.milliseconds).toBe(900)
  })

  it('voids the approval when it has grown above what was approved, and more goes back to two people', () => {
    const story = lost(fenced(), '2026-11-19T02:41:10.000Z')
    expect(intend(story)).toMatchObject({
      ok: true,
      events: [
        {
          type: 'approval.voided',
          payload: { requestId: request(story).requestId, reason: 'loss 3700 ms is above the approved 1500 ms' },
        },
      ],
    })
    story.starts('S7')
    expect(code(intend(story)), 'nothing is sent without a new approval').toBe('not-approved')
    const statement = 'It is lost whatever we do.'
    story.by('mara-okafor', {
      type: 'record-decision',
      runId: story.runId(),
      kind: 'accept-loss',
      subject: '4000',
      statement,
    })
    story.command(ask(story), commanding)
    const content = story.state.requests[request(story).requestId]?.content
    expect(content?.loss).toMatchObject({ boundMilliseconds: 4_000 })
    expect(content?.steps.map(({ step }) => step)).toEqual(['S7', 'S12'])
    for (const id of approvers.slice(0, 2)) story.command(give(story), person(id))
    expect(intend(story)).toMatchObject({ ok: true, events: [{ type: 'step.intended' }] })
  })

  const silent = (story: IncidentStory, last: number, since = story.now()) => {
    const figure = { count: 930, noun: 'orders', measuredAt: since, source: 'witness', unknown: null }
    const unread = { ...figure, milliseconds: null, count: null, unknown: 'witness: no reply' }
    story.cannotRead('witness', 'no reply')
    return story.worker({
      type: 'watch-loss',
      runId: story.runId(),
      loss: unread,
      last: { ...figure, milliseconds: last },
    })
  }
  const acceptUnknown = (story: IncidentStory) =>
    ({
      type: 'record-decision',
      runId: story.runId(),
      kind: 'accept-unknown-loss',
      subject: null,
      statement: 'Nothing can be read; we go.',
    }) as const

  it('passes unread on the newest known figure, within the bound and for a minute', () => {
    const story = silent(fenced(), 700)
    expect(intend(story)).toMatchObject({
      ok: true,
      events: [{ type: 'step.intended', payload: { loss: { milliseconds: null, unknown: 'witness: no reply' } } }],
    })
    expect(code(intend(story.copy().at('02:48:02')))).toBe('step.intended')
    expect(code(intend(story.copy().at('02:48:02.001')))).toBe('loss-unknown')
    expect(code(intend(silent(fenced(), 1_501)))).toBe('loss-unknown')
  })

  it('is not better for falling silent: the last figure above the bound bars, and so does none', () => {
    const story = lost(fenced(), '2026-11-19T02:41:10.000Z')
    expect(code(intend(story))).toBe('approval.voided')
    expect(code(intend(silent(story.copy(), 3_700)))).toBe('loss-unknown')
    expect(code(intend(story.copy().cannotRead('witness', 'no reply')))).toBe('loss-unknown')
  })

  it('is not known by an old figure once it came back', () => {
    const story = silent(fenced(), 700)
    story.reads('witness', { lastAt: '2026-11-19T02:41:10.000Z', sequence: 1, ratePerSecond: 1_329, orders: 1 })
    const figure = { milliseconds: 3_700, count: 1, noun: 'orders', source: 'witness', unknown: null }
    const back = { ...figure, measuredAt: story.now() }
    story.worker({ type: 'watch-loss', runId: story.runId(), loss: back, last: back })
    expect(code(intend(story.cannotRead('witness', 'no reply')))).toBe('loss-unknown')
  })

  it('waits unread for a reading, or for an acceptance that two people approve', () => {
    const story = silent(fenced(), 700).at('02:49:00')
    expect(intend(story)).toMatchObject({
      refusal: { code: 'loss-unknown', message: expect.stringMatching(/last known 0\.70 s, 118 s ago/) as string },
    })
    expect(code(story.ask(acceptUnknown(story), commanding))).toBe('incident.decisionRecorded,approval.voided')
    story.command(acceptUnknown(story), commanding)
    expect(code(intend(story))).toBe('not-approved')
    story.command(ask(story), commanding)
    approvedBy(story, ...approvers.slice(0, 2)).cannotRead('witness', 'no reply')
    expect(code(intend(story))).toBe('step.intended')
  })

  it('may be unknown without a second round where that was approved with the rest', () => {
    const ready = gatesOpen()
    ready.command(acceptUnknown(ready), commanding).command(ask(ready), commanding)
    approvedBy(ready, ...approvers.slice(0, 2)).command(go(ready), commanding)
    ready.does('S6').cannotRead('witness', 'no reply')
    expect(code(intend(ready))).toBe('step.intended')
  })

  it('may move within the bound: what is shown with the request binds nothing', () => {
    const story = lost(gatesOpen(), '2026-11-19T02:41:06.900Z').command(ask(gatesOpen()), commanding)
    expect(story.state.requests[request(story).requestId]?.loss).toMatchObject({ milliseconds: 600 })
    for (const id of approvers.slice(0, 2)) story.command(give(story), person(id))
    lost(story, '2026-11-19T02:41:07.700Z')
    expect(code(story.ask(go(story), commanding))).toBe('run.goGiven')
  })
})
