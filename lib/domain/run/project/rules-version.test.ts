import { expect, it } from 'vitest'
import { z } from 'zod'
import { sha256Hex } from '../../journal/chain'
import { incidentCatalogue, type IncidentEventType } from '../events/event'
import { upcasts } from '../events/upcasts'
import { momentWhen, stateKinds, type StateKind } from '@/lib/testing/every-state'
import { commandAbout, commandTypes, everyCommand, person, working } from '@/lib/testing/every-command'
import type { IncidentStory } from '@/lib/testing/incident-story'
import { rulesDigest, rulesVersion } from './rules-version'

/** Keys in one order: what a state says, not how it came to be written. */
function sorted(_key: string, value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
}

/** Each state there is, and what each command that is accepted there makes of it. */
function everyCommandFrom(kind: StateKind): IncidentStory[] {
  return [momentWhen(kind).story].concat(
    commandTypes.flatMap((type) => {
      const moment = momentWhen(kind)
      const { by } = everyCommand[type]
      const decision = moment.story.ask(commandAbout(type, moment), by)
      return decision.ok ? [moment.story.tell(decision.events, by)] : []
    }),
  )
}

/** What takes more than one command, or what those commands do not ask for. */
function theRest(): IncidentStory[] {
  const notice = momentWhen('requested')
  for (const type of ['intend-notice', 'fail-notice'] as const)
    notice.story.command(commandAbout(type, notice), working)
  const sent = momentWhen('requested')
  for (const type of ['intend-notice', 'finish-notice'] as const) sent.story.command(commandAbout(type, sent), working)
  const at = '2026-11-19T02:46:00.000Z'
  const failed = momentWhen('declared').story.tell(
    [{ type: 'tier.failed', payload: { tier: 'T1', at, source: 'three monitors' } }],
    working,
  )
  const refused = momentWhen('proposed').story.tell(
    [{ type: 'incident.classRefused', payload: { class: 'region-failure', reason: 'a monitor answers' } }],
    person('mara-okafor'),
  )
  const going = momentWhen('going').story
  const loss = { milliseconds: 700, count: 930, noun: 'orders', measuredAt: at, source: 'witness', unknown: null }
  const runId = going.runId()
  going.tell([{ type: 'loss.wentUnknown', payload: { runId, last: loss, why: 'no reply' } }], working)
  going.tell([{ type: 'loss.cameBack', payload: { runId, loss } }], working)
  const back = momentWhen('rolling back').story
  const found = [{ step: 'S2', detail: 'it is there' }]
  back.tell([{ type: 'run.lookedOver', payload: { runId: back.runId(), found } }], working)
  const relieved = momentWhen('approved').story
  relieved.by('mara-okafor', { type: 'assign-duty', duty: 'database', person: null })
  return [notice.story, sent.story, failed, refused, going, back, relieved, long()]
}

/** So much of what people and alert sources say that the state keeps the newest alone. */
function long(): IncidentStory {
  const { story } = momentWhen('declared')
  const by = person('mara-okafor')
  for (let n = 1; n <= 600; n += 1) {
    const note = { kind: 'note', runId: null, subject: null, statement: `note ${n}` } as const
    const alert = { source: 'Alertmanager', name: 'Other', fingerprint: `f${n}`, startsAt: story.now() }
    story.tell([{ type: 'incident.decisionRecorded', payload: note }], by)
    story.tell(
      [{ type: 'incident.alertReceived', payload: { ...alert, status: n % 9 === 0 ? 'firing' : 'resolved' } }],
      by,
    )
  }
  return story
}

it('a change of what is folded raises the version of the rules', () => {
  const stories = [...stateKinds.flatMap(everyCommandFrom), ...theRest()]
  const told = new Set(stories.flatMap(({ events }) => events.map(({ type }) => type)))
  const states = stories.map(({ state }) => state)
  const types = Object.keys(incidentCatalogue)
  expect(
    types.filter((type) => !told.has(type as IncidentEventType)),
    'events that no story tells: tell them, or nobody sees their fold change',
  ).toEqual([])
  const events = Object.entries(incidentCatalogue).map(([type, schema]) => [
    type,
    z.toJSONSchema(schema, { unrepresentable: 'any' }),
  ])
  const older = Object.entries(upcasts).map(([type, steps]) => [type, steps?.length])
  const digest = sha256Hex(JSON.stringify({ states, events, older }, sorted))
  expect(
    digest,
    `What the fold makes of events has changed, or what events say. States that processes kept are then of an older form. ` +
      `In lib/domain/run/project/rules-version.ts raise rulesVersion (it is ${rulesVersion}) and set rulesDigest to '${digest}'. ` +
      'Keep the version only where the stories alone have changed.',
  ).toBe(rulesDigest)
})
