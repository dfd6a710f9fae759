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
import { momentWhen, stateKinds, type Moment } from '@/lib/testing/every-state'

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
