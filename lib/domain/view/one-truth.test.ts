import { describe, expect, it } from 'vitest'
import { commander, momentWhen, stateKinds, type StateKind } from '@/lib/testing/every-state'
import type { IncidentStory } from '@/lib/testing/incident-story'
import { evidenceInput, evidenceView } from '@/lib/testing/evidence-input'
import { walk } from '@/lib/testing/random-walk'
import { closed, correctedTooLate, saidImpact, saidThenSeen } from '@/lib/testing/said-impact'
import { costAt } from './money'
import { buildApprovalView } from './approval/approval-view'
import { buildConsoleView } from './console/console-view'
import { buildDeclareView } from './declare/declare-view'
import { buildIncidentList } from './incident-list/incident-list-view'
import { incidentOutcome } from './incident-list/incident-outcome'
import { incidentStatusNow, incidentStatusWord } from './incident-status'
import { buildPostureView } from './posture/posture-view'
import { buildShellView } from './shell-view'
import { sentenceAt } from './sponsor/sentence'
import { buildSponsorView } from './sponsor/sponsor-view'
import { isLive } from '../run/state'
import { downtimeOf, hasLength } from '../run/tier-now'

/** What every view says of the same things, as values, for one history and one instant. */
function said(story: IncidentStory) {
  const input = story.input()
  const { now, state, plan } = input
  const instant = Date.parse(now)
  const viewer = story.viewer(commander)
  const console = buildConsoleView(input, viewer)
  const sponsor = buildSponsorView(input)
  const declare = buildDeclareView(input, viewer)
  const evidence = evidenceView(evidenceInput(story))
  const request = Object.keys(state.requests).at(-1)
  const approval = request === undefined ? null : buildApprovalView(input, request, viewer)
  const list = buildIncidentList([row(story)], viewer.roles, now)
  const shell = buildShellView(state.closed === null ? [openIncident(story)] : [], [], [])
  const posture = buildPostureView({ ...input, ...calm, planHash: state.plan.hash })
  return { console, sponsor, declare, evidence, approval, list, shell, posture, instant, plan, state }
}

/** What only the posture asks for; no truth about the incident stands in it. */
const calm = { histories: [], proofs: [], alertSource: { heardAt: null, heartbeatAt: null, refused: null } }

function statusNow(story: IncidentStory): string {
  const { state, plan, readings, now } = story.input()
  return incidentStatusNow(state, plan, readings, now)
}

function openIncident(story: IncidentStory) {
  const { id, number, title, mode, environment } = story.state
  return { id, number, title, mode, status: statusNow(story), environment: environment.name }
}

function row(story: IncidentStory) {
  const { state } = story
  return {
    id: state.id,
    number: state.number,
    mode: state.mode,
    title: state.title,
    status: statusNow(story),
    class: null,
    plan: '',
    environment: state.environment.name,
    proposedAt: state.proposed.at,
    proposedBy: '',
    declaredAt: state.declared?.at ?? null,
    closedAt: state.closed?.at ?? null,
    alerts: [],
    outcome: incidentOutcome(state, {}),
    takeCommand: null,
  }
}

const sponsorText = ({ sentences, now }: ReturnType<typeof buildSponsorView>) =>
  sentences.map((sentence) => sentenceAt(sentence, Date.parse(now))).join(' ')

/** Where people and workers got to by asking for anything at all. */
const walked = ['declared', 'approved', 'going', 'recovery seen', 'relapsed', 'armed again'] as const

function walkFrom(kind: StateKind, seed: number): IncidentStory {
  const { story } = momentWhen(kind)
  walk(story, seed, 60)
  return story
}

const pagesOfIncident = ['console', 'sponsor', 'declare', 'evidence', 'approval', 'list', 'shell'] as const

/** Hours later, with every reading of the plan there is and all of them unlike any before; it runs somewhere else. */
function anotherWorld(story: IncidentStory, ok: boolean): IncidentStory {
  story.at('23:00:00')
  for (const { id } of story.plan.readings)
    story.reads(id, {
      ...story.readings[id]?.fields,
      ok,
      since: '2026-11-19T22:00:00.000Z',
      firstFailedAt: '2026-11-19T22:00:00.000Z',
      consecutive: 1_000,
      lastAt: '2026-11-19T22:59:59.000Z',
      writtenAt: '2026-11-19T21:00:00.000Z',
      ratePerSecond: 77_777,
      region: 'us-west-2',
      inRecovery: false,
      targetIsWriter: true,
      targetStatus: 'gone',
      failoverState: 'failing-over',
    })
  return story
}

/** What the reader's own clock moves: the instant of the answer, and who was seen on a page when. */
const ofTheWallClock = new Set(['now', 'seenAt', 'presentAt'])

function wallClockAside(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value), (key, one: unknown) => (ofTheWallClock.has(key) ? null : one))
}

/** The plan's first tier fails for every monitor since a second ago: the rule that counts it as down has not held yet. */
function failing(story: IncidentStory): IncidentStory {
  const tier = story.plan.tiers.find(({ outside }) => outside !== undefined)
  const since = new Date(Date.parse(story.now()) - 1_000).toISOString()
  for (const monitor of tier?.outside?.monitors ?? [])
    story.reads(monitor, {
      ok: false,
      since,
      firstFailedAt: since,
      consecutive: tier?.outside?.failing?.consecutive ?? 2,
    })
  return story
}
/** Told up to a moment at which the tier had come back. */
const judged = ['recovery seen', 'recovery proven', 'only watching', 'completed', 'back again'] as const

/** Where what somebody said and what the checks saw differ. */
const worded = [
  ['when an impact is said and the checks work', () => saidImpact('working')],
  ['when an impact is said in a drill and the checks work', () => saidImpact('working', 'switchover')],
  ['when an impact is said and the checks fail', () => saidImpact('failing')],
  ['when an impact is said and nothing is read', () => saidImpact('unknown')],
  ['when an impact was said and then seen', saidThenSeen],
  ['when an impact was said and it has ended', () => closed(saidImpact('working'))],
  ['when the impact was corrected to after the recovery', () => correctedTooLate()],
  [
    'when the impact was corrected to after the recovery and it has ended',
    () => closed(correctedTooLate(momentWhen('completed').story)),
  ],
] as const

/** `T0 is down again` in the words of each page. */
const sponsorWord = { 'not-watched': 'not measured', unknown: 'unknown', working: 'working' } as const

describe.each([
  ...stateKinds.map((kind) => [`when ${kind}`, () => momentWhen(kind).story] as const),
  ...judged.map((kind) => [`when a failure is being judged: ${kind}`, () => failing(momentWhen(kind).story)] as const),
  ...worded,
  ...walked.map((kind, index) => [`after a random walk from ${kind}`, () => walkFrom(kind, index)] as const),
])('one history, one truth, %s', (_, tell) => {
  let seen: ReturnType<typeof said> | null = null
  const views = () => (seen ??= said(tell()))

  it('where it runs, and what could take over', () => {
    const { console, sponsor, declare, posture, state } = views()
    expect(declare.serving).toEqual(console.serving)
    expect(console.serving, 'nothing of it now, once it has ended').toEqual(
      state.closed === null ? posture.serving : [],
    )
    expect(sponsor.serving.map(({ region, unprotectedSince }) => [region, unprotectedSince])).toEqual(
      console.serving.map(({ region, unprotected }) => [region, unprotected?.since ?? null]),
    )
  })

  it('what customers get, where only the readings can tell', () => {
    const { console, posture, sponsor, state } = views()
    for (const clock of console.clocks) {
      expect(clock.judgedAt !== null, 'judged only while it fails after it had come back').toBe(
        clock.is === 'failing' && clock.outages.length > 0,
      )
      const outside = posture.tiers.find(({ id }) => id === clock.tier)?.outside ?? null
      if (clock.is === 'not-watched') expect(outside).toBeNull()
      if (clock.is === 'failing') expect(outside?.is).toBe('failing')
      if (outside?.is === 'failing' && state.closed === null)
        expect(['failing', 'down'], 'for customers, and on every other page').toContain(clock.is)
    }
    const failsAgain = console.clocks.some((clock) => clock.judgedAt !== null)
    if (failsAgain) {
      expect([console.doNow.headline, sponsorText(sponsor)]).toEqual([
        expect.stringContaining('again since'),
        expect.stringContaining('again in all'),
      ])
      expect(`${console.doNow.headline} ${sponsorText(sponsor)}`).not.toMatch(/\b(is|are) back\b/)
    }
  })

  it('what would be lost', () => {
    const { console, approval, sponsor, posture } = views()
    if (approval?.loss != null)
      expect([approval.loss.amount, approval.loss.count]).toEqual([console.loss?.amount, console.loss?.count])
    const texts = (of: unknown) => [...JSON.stringify(of).matchAll(/"(?:[^"\\]|\\.)*"/g)].map(([text]) => text)
    const counts = (of: unknown) =>
      new Set(
        texts(of).flatMap((text) =>
          [...text.matchAll(/([Aa]bout )?([\d,]+) orders(?!\/s)/g)].map(([, , count]) => count),
        ),
      )
    expect(counts([console.loss, console.doNow]).size, 'one count in the console').toBeLessThanOrEqual(1)
    expect(counts(sponsor.sentences).size, 'one count for the sponsor').toBeLessThanOrEqual(1)
    const figures = posture.tiers.map(({ loss }) => loss.now.value)
    for (const { title, detail } of posture.findings)
      for (const [, value] of `${title} ${detail}`.matchAll(/would lose ([\d.]+ s) now/g))
        expect(figures).toContain(value)
  })

  it('whether a tier is down, answering or back, on every page', () => {
    const { console, sponsor, state } = views()
    console.clocks.forEach((clock, index) => {
      const service = sponsor.services[index]
      expect(service?.is, clock.tier).toBe(clock.is)
      if (clock.is in sponsorWord) expect(service?.word).toBe(sponsorWord[clock.is as keyof typeof sponsorWord])
      const goesOn = clock.is === 'down' && state.closed === null
      expect(service?.word.includes('again'), 'again').toBe(clock.again && goesOn)
    })
  })

  it('the status and the mode', () => {
    const { console, sponsor, evidence, list, shell, state, approval, declare } = views()
    const item = [...list.open, ...list.closed][0]
    expect(console.incident.status).toBe(state.status)
    expect(sponsor.status).toBe(state.status)
    // "recovered" says nothing of a tier that came back and fails while that is being judged.
    const judged = console.clocks.some(({ judgedAt }) => judgedAt !== null)
    const { word, status } = incidentStatusWord(judged && state.status === 'recovered' ? 'fails-again' : state.status)
    expect([item?.word, item?.status]).toEqual([word, status])
    const [chip] = shell.incidents
    expect([chip?.word, chip?.status, chip?.mode === 'live']).toEqual(
      state.closed === null ? [word, status, state.mode === 'live'] : [undefined, undefined, false],
    )
    expect(evidence.incident.open).toBe(state.closed === null)
    if (judged) expect(evidence.incident.status, 'the record, not the world').not.toMatch(/recovered(?! on record)/)
    const live = state.mode === 'live'
    expect([console.incident.live, sponsor.mode === 'live', declare.incident.live, evidence.incident.live]).toEqual(
      Array(4).fill(live),
    )
    const ended = state.closed?.at ?? null
    const ends = [console.incident.ended?.at, sponsor.ended?.at, declare.closed?.at, approval?.ended?.at ?? ended]
    expect(ends.map((at) => at ?? null)).toEqual(Array(4).fill(ended))
  })

  it('what it cost and how long it was down', () => {
    const { console, sponsor, evidence, approval, instant, state } = views()
    const cost = costAt(console.money.stretches, instant)
    const part = sponsor.sentences.flat().find(({ kind: of }) => of === 'cost')
    if (part?.kind === 'cost') expect(costAt(part.stretches, instant)).toBe(cost)
    else expect(cost).toBe(0)
    expect(costAt(evidence.money?.stretches ?? [], instant)).toBe(cost)
    if (approval !== null) expect(costAt(approval.money.stretches, instant)).toBe(cost)
    const [clock] = console.clocks
    expect(sponsor.bar?.from ?? null).toBe(clock?.outages.at(-1)?.from ?? null)
    expect(sponsor.bar?.until ?? null).toBe(clock?.outages.at(-1)?.until ?? null)
    const down = downtimeOf(clock?.outages ?? [], new Date(instant).toISOString())
    const rate = console.money.stretches[0]?.perSecond ?? 0
    expect(Math.abs(cost - (down / 1_000) * rate), 'money is downtime at its rate').toBeLessThanOrEqual(2 * rate)
    expect(state.status === 'closed' && console.money.perMinute > 0, 'an ended incident costs nothing more').toBe(false)
  })

  it('whether it was down at all, in the clock, the money, the evidence and the list', () => {
    const { console, sponsor, evidence, list, state } = views()
    for (const clock of console.clocks.filter(({ is }) => is !== 'not-watched')) {
      const [figure] = evidence.tiers.find(({ tier }) => tier === clock.tier)?.figures ?? []
      const recovered = state.tiers[clock.tier]?.outages[0]?.recovered != null
      const down = clock.outages.length > 0
      expect(clock.impactAt !== null, 'a clock that runs').toBe(down)
      if (!down) expect([figure?.value, figure?.verdict]).not.toContain('not recovered yet')
      if (!down && state.closed === null) expect(['unknown', 'working', 'failing']).toContain(clock.is)
      if (recovered && !clock.outages.every(hasLength))
        expect([figure?.value, figure?.status]).toEqual([null, 'unknown'])
      const outcome = list.closed[0]?.outcome ?? null
      if (outcome !== null) expect([...outcome.back, ...outcome.notBack].includes(clock.tier)).toBe(down)
    }
    const watched = console.clocks.filter(({ is }) => is !== 'not-watched')
    if (watched.some(({ outages }) => outages.length > 0)) return
    expect([console.money.stretches, console.money.perMinute]).toEqual([[], 0])
    expect(sponsor.bar).toBeNull()
    expect(`${sponsorText(sponsor)} ${sponsor.situation}`).not.toMatch(
      /cost|so far|been down|still down|stopped working/,
    )
  })

  it('the same once somebody closes it', () => {
    const story = tell()
    if (story.state.closed !== null || story.state.runs.some(isLive)) return
    const before = said(story)
    const after = said(closed(story))
    const cost = ({ console, instant }: typeof before) => costAt(console.money.stretches, instant)
    expect(cost(after)).toBe(cost(before))
    const downs = ({ console }: typeof before) =>
      console.clocks.map(({ tier, outages }) => ({ tier, from: outages.map(({ from }) => from) }))
    expect(downs(after)).toEqual(downs(before))
  })

  it('the same as later, once it has ended', () => {
    const { state } = views()
    if (state.closed === null) return
    const then = views()
    for (const works of [true, false]) {
      const later = said(anotherWorld(tell(), works))
      for (const page of pagesOfIncident) expect(wallClockAside(later[page]), page).toEqual(wallClockAside(then[page]))
      expect(sponsorText(later.sponsor), 'what ticks in it has stopped').toBe(sponsorText(then.sponsor))
      const cost = ({ console, instant }: typeof then) => costAt(console.money.stretches, instant)
      expect(cost(later)).toBe(cost(then))
    }
  })

  it('that it has ended, in every word of it', () => {
    const { sponsor, console, state } = views()
    if (state.closed === null) return
    // Where to go for what is so now is no word of what was.
    const words = [
      sponsorText(sponsor),
      sponsor.situation,
      ...sponsor.services.flatMap(({ word, back }) => [word, back]),
    ]
    for (const text of words)
      expect(text.replace('see what is now', '')).not.toMatch(
        /\b(is|are|has been|have been|now|cannot tell|expected)\b/i,
      )
    expect(words.some((text) => /\b(ended|was|were)\b/.test(text))).toBe(true)
    expect(sponsor.bar?.stillDown ?? false).toBe(console.clocks.some(({ is }) => is === 'down'))
    expect(console.loss?.kind).not.toBe('now')
    const promoted = state.runs.some((run) => run.pointOfNoReturn !== null)
    expect([console.loss?.kind === 'none', sponsorText(sponsor).includes('by a move')]).toEqual([!promoted, !promoted])
  })
})
