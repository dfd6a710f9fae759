import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { DomainError } from '@/lib/domain/errors'
import { permissions, roles, type Permission, type Role } from '@/lib/domain/access/roles'
import type { PersonVerb } from '@/lib/domain/run/commands'
import { acceptedWhen, everyCommand } from '@/lib/testing/every-command'
import { momentWhen, type Moment } from '@/lib/testing/every-state'
import { createIncidentDesk, type IncidentDesk } from '@/lib/testing/incident-desk'
import { serviceOf } from '@/lib/testing/service-of'

let desk: IncidentDesk
beforeEach(async () => {
  desk = await createIncidentDesk()
})
afterEach(() => desk.drop())

/** How many of two at once are recorded. */
const atOnce = { refused: [1, 1], 'recorded too': [2, 2], either: [1, 2] } as const

/** The permission, the entry it leaves, and what a second, simultaneous request of the same gets. */
const promises: { readonly [V in PersonVerb]: readonly [Permission, string, 'refused' | 'recorded too' | 'either'] } = {
  'declare-incident': ['incident.declare', 'incident.declared', 'refused'],
  'assign-duty': ['incident.assign-duty', 'incident.dutyAssigned', 'refused'],
  'attest-gate': ['incident.attest-gate', 'incident.gateAttested', 'recorded too'],
  'correct-impact': ['incident.correct-impact', 'incident.impactRecorded', 'recorded too'],
  'record-decision': ['incident.add-note', 'incident.decisionRecorded', 'recorded too'],
  'call-poll': ['incident.call-poll', 'incident.pollCalled', 'refused'],
  'answer-poll': ['incident.answer-poll', 'incident.pollAnswered', 'recorded too'],
  'close-poll': ['incident.call-poll', 'incident.pollClosed', 'refused'],
  'start-run': ['run.arm', 'run.started', 'refused'],
  'request-approval': ['approval.request', 'approval.requested', 'refused'],
  'ask-again': ['approval.request', 'notice.repeatRequested', 'refused'],
  'see-approval': ['approval.give', 'approval.seen', 'refused'],
  'give-approval': ['approval.give', 'approval.given', 'refused'],
  'refuse-approval': ['approval.refuse', 'approval.refused', 'recorded too'],
  'give-go': ['run.go', 'run.goGiven', 'refused'],
  'pause-run': ['run.pause', 'run.paused', 'refused'],
  'resume-run': ['run.resume', 'run.resumed', 'refused'],
  'abort-run': ['run.abort', 'run.abortRequested', 'either'],
  'roll-back-run': ['run.roll-back', 'run.rollbackRequested', 'refused'],
  'count-step': ['step.count', 'step.countedDone', 'refused'],
  'retry-step': ['step.retry', 'step.retryRequested', 'refused'],
  'skip-step': ['step.skip', 'step.skipped', 'refused'],
  'take-over-step': ['step.take-over', 'step.takenOver', 'refused'],
  'attest-step': ['step.attest', 'step.attested', 'refused'],
  'confirm-step': ['step.confirm', 'run.pointOfNoReturnCrossed', 'refused'],
  'settle-outcome': ['step.settle', 'step.outcomeProposed', 'either'],
  'abandon-run': ['run.abandon', 'run.abandonProposed', 'either'],
  'agree-proposal': ['run.agree', 'run.abandoned', 'refused'],
  'close-incident': ['incident.close', 'incident.closed', 'refused'],
}

function inputFor(verb: PersonVerb, moment: Moment): never {
  return { ...everyCommand[verb].about(moment), incidentId: moment.story.state.id } as never
}

async function outcome(work: Promise<unknown>): Promise<string> {
  try {
    await work
    return 'recorded'
  } catch (error) {
    if (error instanceof DomainError) return error.refusal.code
    throw error
  }
}

async function badInputComesToNothing(verb: PersonVerb, input: Record<string, unknown>): Promise<void> {
  const { by } = everyCommand[verb]
  const asker = desk.as(by.kind === 'person' ? by.person : '')
  const ask = (change: Record<string, unknown>) => outcome(serviceOf[verb](asker, { ...input, ...change } as never))
  expect(await ask({ incidentId: 'INC-404' })).toBe('not-found')
  for (const change of [{ incidentId: '' }, { incidentId: 7 }, { type: 'give-go' }, { actor: 'mara-okafor' }])
    expect([change, await ask(change)]).toEqual([change, 'bad-input'])
  // An answer in a poll needs no words, and a stop must not wait for any.
  const wordless: readonly PersonVerb[] = ['answer-poll', 'abort-run']
  const empty = wordless.includes(verb) ? [] : ['', ' x ', null]
  for (const field of ['reason', 'statement', 'question'].filter((name) => name in input))
    for (const value of [...empty, 'x'.repeat(2_001)])
      expect([field, await ask({ [field]: value })]).toEqual([field, 'bad-input'])
  if ('runId' in input && input['runId'] !== null) expect(await ask({ runId: 'i-2041-R9' })).toBe('not-found')
  if ('step' in input) expect(await ask({ step: 'S99' })).toBe('not-found')
  if ('requestId' in input) expect(await ask({ requestId: 'i-1-R1-A1-1' })).toBe('not-found')
}

describe('every verb', () => {
  it.each(Object.keys(promises) as PersonVerb[])(
    '%s: refused to others and to nonsense, journalled, raced',
    async (verb) => {
      const [permission, entry, second] = promises[verb]
      const moment = momentWhen(acceptedWhen[verb])
      const { sequence, id } = await desk.write(moment.story)
      await desk.readNow()
      const service = serviceOf[verb]
      const input = inputFor(verb, moment)

      const allowed: readonly Role[] = permissions[permission]
      for (const role of roles.filter((one) => !allowed.includes(one))) {
        await desk.database.roleGrant.deleteMany({ where: { personId: 's-bello' } })
        await desk.database.roleGrant.create({ data: { personId: 's-bello', role } })
        expect([role, await outcome(service(desk.as('s-bello'), input))]).toEqual([role, 'forbidden'])
      }
      expect(await outcome(service(desk.as('nobody'), input))).toBe('forbidden')
      await badInputComesToNothing(verb, input)
      expect(await desk.entries(id)).toHaveLength(sequence)

      const { by } = everyCommand[verb]
      const person = by.kind === 'person' ? by.person : ''
      const race = await Promise.all([1, 2].map(() => outcome(service(desk.as(person), input))))
      const [least, most] = atOnce[second]
      const recorded = race.filter((one) => one === 'recorded').length
      expect(recorded).toBeGreaterThanOrEqual(least)
      expect(recorded).toBeLessThanOrEqual(most)
      expect(race.filter((one) => one === 'forbidden')).toHaveLength(0)
      const fresh = (await desk.entries(id)).slice(sequence)
      expect(fresh.map(({ type, actor, sequence: at }) => ({ type, actor, at }))).toEqual(
        Array.from({ length: recorded }, (_, index) => ({
          type: entry,
          actor: { kind: 'person', person, account: `account-${person}` },
          at: sequence + index + 1,
        })),
      )
      await desk.expectProjected()
    },
  )
})
