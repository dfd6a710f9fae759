import { describe, expect, it } from 'vitest'
import { permissions, roles, type Permission, type Role } from '../../access/roles'
import { personCommands, type PersonVerb } from '../commands'
import {
  acceptedWhen,
  alerting,
  commandAbout,
  commandTypes,
  everyCommand,
  person,
  working,
} from '@/lib/testing/every-command'
import { momentWhen, stateKinds, type Moment, type StateKind } from '@/lib/testing/every-state'
import { attestedWords } from '@/lib/testing/attested-words'
import type { IncidentStory } from '@/lib/testing/incident-story'
import { armed, gone, readable } from '@/lib/testing/region-failure'
import { buildConsoleView } from '../../view/console/console-view'
import { gateActions } from '../../view/console/gate-focus'
import { ownRoom } from '../../view/console/room'
import { stepActions } from '../../view/console/run-actions'
import { currentRun } from '../state'
import type { IncidentCommand } from './decide'

/** The permission each verb needs. */
const needs: { readonly [V in PersonVerb]: Permission } = {
  'declare-incident': 'incident.declare',
  'assign-duty': 'incident.assign-duty',
  'attest-gate': 'incident.attest-gate',
  'correct-impact': 'incident.correct-impact',
  'record-decision': 'incident.add-note',
  'call-poll': 'incident.call-poll',
  'answer-poll': 'incident.answer-poll',
  'close-poll': 'incident.call-poll',
  'start-run': 'run.arm',
  'request-approval': 'approval.request',
  'ask-again': 'approval.request',
  'see-approval': 'approval.give',
  'give-approval': 'approval.give',
  'refuse-approval': 'approval.refuse',
  'give-go': 'run.go',
  'pause-run': 'run.pause',
  'resume-run': 'run.resume',
  'abort-run': 'run.abort',
  'roll-back-run': 'run.roll-back',
  'retry-step': 'step.retry',
  'count-step': 'step.count',
  'skip-step': 'step.skip',
  'take-over-step': 'step.take-over',
  'attest-step': 'step.attest',
  'confirm-step': 'step.confirm',
  'settle-outcome': 'step.settle',
  'abandon-run': 'run.abandon',
  'agree-proposal': 'run.agree',
  'close-incident': 'incident.close',
}

const verbs = Object.keys(needs) as PersonVerb[]
const refusalOf = (moment: Moment, verb: PersonVerb, who: string, held: readonly Role[]) => {
  const decision = moment.story.grants(who, held).ask(commandAbout(verb, moment), person(who))
  return decision.ok ? 'accepted' : decision.refusal.code
}

describe('who may do what', () => {
  it('knows every verb of the console', () => {
    expect(verbs.toSorted()).toEqual(Object.keys(personCommands).toSorted())
  })

  it.each(verbs)('%s: exactly the roles of the table, each held alone', (verb) => {
    const moment = momentWhen(acceptedWhen[verb])
    const allowed: readonly Role[] = permissions[needs[verb]]
    const heard = roles.filter((role) => refusalOf(moment, verb, 's-bello', [role]) !== 'forbidden')
    expect(heard).toEqual(roles.filter((role) => allowed.includes(role)))
    expect(refusalOf(moment, verb, 's-bello', [])).toBe('forbidden')
  })

  it.each(stateKinds)('tells nobody without a role anything more when %s', (kind) => {
    const moment = momentWhen(kind)
    const expected = moment.story.state.closed !== null ? 'not-now' : 'forbidden'
    for (const verb of verbs) expect([verb, refusalOf(moment, verb, 'mara-okafor', [])]).toEqual([verb, expected])
  })

  it('hears a worker’s words from workers only, an alert from its source only, and a person’s from nobody else', () => {
    const moment = momentWhen('step intended')
    const everyone = [person('mara-okafor'), working, alerting, { kind: 'console', part: 'x' } as const]
    for (const type of commandTypes) {
      const others = everyone.filter((actor) => actor.kind !== everyCommand[type].by.kind)
      for (const actor of others)
        expect([type, moment.story.ask(commandAbout(type, moment), actor)]).toMatchObject([
          type,
          { ok: false, refusal: { code: 'forbidden' } },
        ])
    }
  })

  it('lets the last role taken away act at once, and a decision beyond a note only by the commander', () => {
    const moment = momentWhen('requested')
    const { story } = moment
    const give = commandAbout('give-approval', moment)
    expect(story.ask(give, person('kenji-sato')).ok).toBe(true)
    expect(story.grants('kenji-sato', []).ask(give, person('kenji-sato'))).toMatchObject({ ok: false })
    const accepts = {
      type: 'record-decision',
      kind: 'accept-unknown-loss',
      subject: null,
      statement: 'so be it',
    } as const
    const decision = story.ask({ ...accepts, runId: story.runId() }, person('tomas-varga'))
    expect(decision).toMatchObject({ ok: false, refusal: { code: 'forbidden' } })
  })
})

describe('a duty whose holder has lost the role that the plan names for it', () => {
  const mara = 'mara-okafor'
  const reason = 'for the record'
  const code = (story: IncidentStory, command: IncidentCommand, who = mara) => {
    const decision = story.ask(command, person(who))
    return decision.ok ? decision.events.map(({ type }) => type).join() : decision.refusal.code
  }
  /** Before and after: still somebody who works on the incident, and may do all that needs no duty. */
  const both = (told: () => IncidentStory, command: (story: IncidentStory) => IncidentCommand, who = mara) =>
    [told(), told().grants(who, ['responder'])].map((story) => code(readable(story), command(story), who))
  const view = (story: IncidentStory, who = mara) => buildConsoleView(story.input(), story.viewer(who))
  const moments = (kind: StateKind) => () => momentWhen(kind).story

  it('takes no step of two persons over, nor says that it was done', () => {
    const fenced = () => readable(gone().succeeds('S4').does('S6'))
    const of = (story: IncidentStory) => ({ runId: story.runId(), step: 'S7' })
    const take = (story: IncidentStory) => ({ type: 'take-over-step', ...of(story), reason }) as const
    expect(both(fenced, take)).toEqual(['step.takenOver', 'no-duty'])
    expect(both(fenced, take, 'tomas-varga')).toEqual(['step.takenOver', 'no-duty'])
    const taken = () => fenced().by(mara, take(fenced()))
    const attest = (story: IncidentStory) => ({ type: 'attest-step', ...of(story), statement: reason }) as const
    expect(both(taken, attest)).toEqual(['step.attested', 'no-duty'])
    const lost = fenced().grants('tomas-varga', ['responder'])
    const [runbook] = lost.plan.runbooks
    const step = runbook?.steps.find(({ id }) => id === 'S7')
    if (runbook === undefined || step === undefined) return expect.fail('the sample has it')
    const actions = stepActions(lost.input(), currentRun(lost.state), runbook, step, lost.viewer('tomas-varga'))
    expect(actions.find(({ verb }) => verb === 'take-over-step')?.disabledBecause).toMatch(/^S7 is for whoever holds/)
  })

  it('attests no gate of that duty, and is not offered it', () => {
    const waits = () => armed().at('02:45:58')
    const statement = attestedWords(waits().plan, 'P6')
    const attest = { type: 'attest-gate', runbook: 'region-failover', gate: 'P6', statement } as const
    expect(both(waits, () => attest)).toEqual(['incident.gateAttested', 'no-duty'])
    const lost = waits().grants(mara, ['responder'])
    const [runbook] = lost.plan.runbooks
    const gate = runbook?.gates.find(({ id }) => id === 'P6')
    if (runbook === undefined || gate === undefined) return expect.fail('the sample has it')
    const [offered] = gateActions(lost.input(), runbook, gate, lost.viewer(mara), true)
    expect(offered?.disabledBecause).toMatch(/^Whoever holds Commander/)
  })

  it('answers no poll for it, and is not asked', () => {
    const answer = { type: 'answer-poll', poll: 1, answer: 'go', reason: null } as const
    expect(both(moments('poll open'), () => answer)).toEqual(['incident.pollAnswered', 'no-duty'])
    const lost = momentWhen('poll open').story.grants(mara, ['responder'])
    expect(view(lost).doNow.headline).not.toMatch(/^Poll/)
    expect(ownRoom(lost.input(), lost.viewer(mara)).pollActions.filter(({ verb }) => verb === 'answer-poll')).toEqual(
      [],
    )
  })

  it('accepts nothing unproven for it, where their other role lets them decide', () => {
    const of = (story: IncidentStory) => ({ runId: story.runId(), subject: 'S2', statement: reason })
    const accept = (story: IncidentStory) =>
      ({ type: 'record-decision', kind: 'accept-unproven', ...of(story) }) as const
    const held = momentWhen('step unproven').story
    expect(code(held, accept(held))).toBe('incident.decisionRecorded')
    const passed = momentWhen('step unproven').story
    const duties = passed.plan.duties.map((duty) =>
      duty.id === 'commander' ? { ...duty, role: 'responder' as const } : duty,
    )
    Object.assign(passed, { plan: { ...passed.plan, duties } })
    expect(code(passed, accept(passed)), 'the plan names another role for the duty').toBe('no-duty')
  })

  it('leaves the incident without a commander: whoever has the role takes command', () => {
    const story = momentWhen('requested').story.grants(mara, ['responder']).grants('kenji-sato', ['commander'])
    const pause = { type: 'request-approval', runId: story.runId(), rule: 'A1' } as const
    expect(story.ask(pause, person('kenji-sato'))).toMatchObject({
      refusal: { code: 'no-duty', message: 'Nobody holds Commander in this incident. Take command first.' },
    })
    expect(view(story, 'kenji-sato').doNow.primary).toMatchObject({
      verb: 'assign-duty',
      input: { duty: 'commander', person: 'kenji-sato' },
    })
  })
})
