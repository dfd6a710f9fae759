import { describe, expect, it } from 'vitest'
import { answer, check, at, by, loss, silence, Story, worker } from '@/lib/testing/outage-story'
import { closed, correctedTooLate, saidImpact } from '@/lib/testing/said-impact'
import type { LatestReadings } from '../../posture/sample'
import { servingRecords, type ServingRecord } from '../../posture/serving-record'
import { buildCalmView } from './calm-view'
import { sentenceAt } from './sentence'
import { buildSponsorView, type SponsorView } from './sponsor-view'

const monitors = ['vantage-eu', 'vantage-ap', 'vantage-sa']
const seen = (time: string, ok: boolean): LatestReadings =>
  Object.assign({}, ...monitors.map((monitor) => check(monitor, time, ok)))
const said = (view: SponsorView, time: string) => view.sentences.map((one) => sentenceAt(one, Date.parse(at(time))))
/** A promotion to us-west-2 that the journal holds, while nothing of either region can be read. */
const movedWest = servingRecords(
  [],
  [{ promotionBoundary: 'orders', region: 'west', at: at('02:47:12.000'), incident: 'INC-2041', step: 'S7' }],
)
const view = (story: Story, time: string, readings: LatestReadings = {}) =>
  buildSponsorView(story.input(time, readings))

describe('the sponsor reads', () => {
  it('what is down, what it costs, when it is back and what is at risk, while the region is promoted', () => {
    const page = view(Story.promoting(), '02:47:53.000')
    expect(said(page, '02:47:53.000')).toEqual([
      'Checkout and payments have been down 6 min 46 s.',
      'About 812,000 USD so far, 120,000 more each minute.',
      'Expected back in 1½ to 3 minutes.',
      'About 930 orders may need to be re-entered.',
    ])
    expect(page.situation).toBe(
      'Seen from outside, checkout and payments stopped working in Virginia at 02:41:07 UTC. Oregon is taking over. ' +
        'The team is past the point where going back is possible, so the only safe way is forward.',
    )
    expect(page.mode).toBe('live')
  })

  it('that nothing could take over, during the incident as well', () => {
    const input = { ...Story.promoting().input('02:47:53.000'), records: movedWest }
    expect(said(buildSponsorView(input), '02:47:53.000').at(-1)).toBe(
      'Oregon runs without a second region, for 41 s. If it failed now, nothing could take over.',
    )
  })

  it('who decided what, by name, newest first', () => {
    expect(view(Story.promoting(), '02:47:53.000').decided.map(({ text }) => text)).toEqual([
      'Mara Okafor gave GO to move to Oregon.',
      'Tomás Varga and Ines Duarte approved, knowing about 930 orders could be lost.',
      'Mara Okafor declared: the region has failed.',
    ])
  })

  it('what customers were told, and what waits, but nothing told inside', () => {
    const { told } = view(Story.promoting(), '02:47:53.000')
    expect(told[0]).toEqual({
      at: at('02:45:41.000'),
      text: 'Status page: Checkout and payments are unavailable. We know the cause and are moving service to another region.',
    })
    expect(told.slice(1).every((line) => line.at === null)).toBe(true)
    expect(JSON.stringify(told)).not.toMatch(/slack|pagerduty/i)
  })

  it('no step, system or id anywhere', () => {
    const page = JSON.stringify(view(Story.promoting(), '02:47:53.000'))
    expect(page).not.toMatch(/\bS\d+\b|\bP\d\b|\bT\d\b|aurora|kubernetes|failover|us-(east|west)|i-1|r-1|q-1|vantage/i)
  })

  it('that other services are not measured, instead of a guess', () => {
    const [first, ...others] = view(Story.promoting(), '02:47:53.000').services
    expect(first).toMatchObject({ names: 'Checkout, payments', word: 'down', back: '02:49 to 02:51' })
    for (const other of others) expect(other).toMatchObject({ status: 'unknown', back: 'cannot tell' })
  })

  const beforeGo = () => new Story().proposed().impact().duties().declared().armed()
  it.each<[string, () => Story, RegExp]>([
    [
      'nothing before a class is declared',
      () => new Story().proposed().impact(),
      /cannot tell yet when it will be back\./,
    ],
    ['a span that has not begun while arming', beforeGo, /Expected back 2½ to 4 minutes after the move has begun/],
    [
      'that a pause holds it',
      () =>
        Story.promoting().tell('02:47:20.000', by('mara'), {
          type: 'run.paused',
          payload: { runId: 'r-1', reason: 'x' },
        }),
      /the move is paused/,
    ],
    [
      'that something failed',
      () =>
        Story.promoting().tell('02:47:40.000', worker, {
          type: 'step.failed',
          payload: { runId: 'r-1', step: 'S7', attempt: 1, code: 'x', message: 'y' },
        }),
      /something did not work, and the team is on it/,
    ],
    [
      'that it was stopped',
      () =>
        Story.promoting().tell('02:47:40.000', by('mara'), {
          type: 'run.abortRequested',
          payload: { runId: 'r-1', reason: 'stop' },
        }),
      /the move was stopped/,
    ],
    [
      'that it answers again, not yet proven',
      () =>
        Story.promoting().tell('02:49:40.000', worker, {
          type: 'tier.recoverySeen',
          payload: { tier: 'T0', at: at('02:49:36.000'), source: 'vantage-eu' },
        }),
      /They have answered again since 02:49:36 UTC\. We are watching whether it lasts\./,
    ],
  ])('about the time of return: %s', (_, story, words) => {
    expect(said(view(story(), '02:47:53.000'), '02:47:53.000').join(' ')).toMatch(words)
  })

  it.each<[string, number | null, number | null, RegExp]>([
    ['a count', 700, 930, /About 930 orders may need to be re-entered/],
    ['time where no rate is known', 700, null, /The last 0\.70 s of orders may need to be re-entered/],
    ['that nobody can tell', null, null, /We cannot tell yet how many orders may need to be re-entered/],
  ])('about lost orders: %s', (_, milliseconds, count, words) => {
    const story = beforeGo().tell('02:47:02.000', by('mara'), {
      type: 'run.goGiven',
      payload: { runId: 'r-1', loss: loss(milliseconds, count), requests: [] },
    })
    expect(said(view(story, '02:47:53.000'), '02:47:53.000').at(-1)).toMatch(words)
  })

  it('the loss read at this moment before GO, and that it is unknown when an end is silent', () => {
    const witness = answer('witness', '02:46:00.000', { lastAt: at('02:45:58.700'), ratePerSecond: 1_329 })
    const standby = answer('west-heartbeat', '02:46:00.000', { writtenAt: at('02:45:58.000') })
    const known = said(view(beforeGo(), '02:46:00.000', { ...witness, ...standby }), '02:46:00.000')
    expect(known.at(-1)).toBe('About 930 orders may need to be re-entered.')
    const silent = { ...witness, ...silence('west-heartbeat', '02:46:00.000') }
    expect(said(view(beforeGo(), '02:46:00.000', silent), '02:46:00.000').at(-1)).toMatch(/cannot tell yet/)
  })

  it('how long it was down and what it cost once it is proven back', () => {
    const story = Story.promoting().tell(
      '02:50:36.000',
      worker,
      { type: 'tier.recoverySeen', payload: { tier: 'T0', at: at('02:49:36.000'), source: 'x' } },
      {
        type: 'tier.recovered',
        payload: { tier: 'T0', at: at('02:49:36.000'), provenAt: at('02:50:36.000'), source: 'x' },
      },
      { type: 'loss.measured', payload: { loss: loss(620, 817) } },
    )
    const page = view(story, '02:59:00.000')
    expect(said(page, '02:59:00.000')).toEqual([
      'Checkout and payments are back. They were down 8 min 29 s.',
      'It cost about 1,020,000 USD.',
      '817 orders were lost and need to be re-entered.',
    ])
    expect(page.services[0]).toMatchObject({ status: 'ok', word: 'back', back: '02:49' })
    expect(page.bar).toMatchObject({ until: at('02:49:36.000'), back: null })
    expect(page.situation).toContain('Oregon has taken over.')
    expect(page.situation).not.toContain('point where going back')
  })

  it('that a drill of a copy costs nothing', () => {
    const page = view(new Story().proposed({ mode: 'clone-failover' }).impact(), '02:47:53.000')
    expect(page.mode).toBe('drill')
    expect(page.banner).toMatch(/a drill, nothing real is affected/)
    expect(said(page, '02:47:53.000')[1]).toBe('This drill costs nothing. Were it real: about 812,000 USD so far.')
  })

  it('that a real failover drill is real: what fails in it fails for customers, and costs', () => {
    const page = view(new Story().proposed({ mode: 'real-failover-drill' }).impact(), '02:47:53.000')
    expect(page.mode).toBe('drill')
    expect(page.banner).toMatch(/^a drill of the real failover, .*in the lab$/)
    expect(said(page, '02:47:53.000')[1]).toBe('About 812,000 USD so far, 120,000 more each minute.')
  })

  it.each<[string, LatestReadings, string]>([
    ['all monitors are well', seen('02:45:00.000', true), 'Checkout and payments work in all 3 outside checks.'],
    [
      'a monitor fails',
      { ...seen('02:45:00.000', true), ...check('vantage-ap', '02:45:00.000', false) },
      'Checkout and payments fail in 1 of 3 outside checks.',
    ],
    ['monitors are silent', {}, 'We cannot tell yet whether checkout and payments work.'],
    [
      'a monitor is old',
      { ...seen('02:45:00.000', true), ...check('vantage-ap', '02:45:00.000', true, 60_000) },
      'We cannot tell yet whether checkout and payments work.',
    ],
  ])('what outside sees while no impact is recorded: %s', (_, readings, words) => {
    expect(said(view(new Story().proposed(), '02:45:00.000', readings), '02:45:00.000')).toEqual([words])
  })
})

describe('with no incident open the sponsor reads', () => {
  const calm = (readings: LatestReadings, records: readonly ServingRecord[] = []) =>
    buildCalmView({ ...new Story().sample, readings, records, now: at('10:12:00.000') })
  it.each<[string, LatestReadings, string]>([
    [
      'that nothing is wrong',
      seen('10:12:00.000', true),
      'Nothing is wrong. Checkout and payments work in all 3 outside checks.',
    ],
    ['that nobody can tell', {}, 'No incident is open. We cannot tell at this moment what customers see.'],
    [
      'that something fails',
      seen('10:12:00.000', false),
      'Checkout and payments fail in all 3 outside checks. The team has not opened an incident yet.',
    ],
  ])('%s', (_, readings, words) => {
    const page = calm(readings)
    expect(said(page, '10:12:00.000')).toEqual([words])
    expect(page.mode).toBe('none')
  })

  it('that nothing could take over, and not that nothing is wrong, until a standby is read again', () => {
    const alone = calm(seen('10:12:00.000', true), movedWest)
    expect(said(alone, '10:12:00.000')).toEqual([
      'Checkout and payments work in all 3 outside checks.',
      'Oregon runs without a second region, for 7 h 24 min. If it failed now, nothing could take over.',
    ])
    expect(alone.serving[0]?.region).toBe('west')
    expect(said(calm(seen('10:12:00.000', true)), '10:12:00.000')[0]).toMatch(/^Nothing is wrong/)
  })
})

it.each([
  ['working', 'Checkout and payments work in all 3 outside checks.', 'The outside checks have not seen it.'],
  [
    'failing',
    'Checkout and payments fail in all 3 outside checks.',
    'The outside checks fail now, and count as an outage once that has lasted.',
  ],
  ['unknown', 'We cannot tell yet whether checkout and payments work.', 'The outside checks cannot tell.'],
] as const)(
  'tells an impact that somebody said as a word, beside what the checks see: %s',
  (seenNow, first, beside) => {
    const page = buildSponsorView(saidImpact(seenNow).input())
    expect(page.sentences.map((sentence) => sentenceAt(sentence, Date.parse(page.now)))[0]).toBe(first)
    expect(page.situation).toContain(`Mara Okafor says that it began at 02:45:00 UTC. ${beside}`)
    const ended = buildSponsorView(closed(saidImpact(seenNow)).input())
    expect(ended.situation).toContain(
      'Mara Okafor said that it began at 02:45:00 UTC. The outside checks did not see it.',
    )
    expect(ended.sentences.map((sentence) => sentenceAt(sentence, Date.parse(ended.now)))).toEqual([
      'The incident has ended. Checkout and payments were not seen to be down in it.',
      'Nothing was moved to another region, so no orders were lost by a move.',
    ])
  },
)

it('counts no further once the tier answers again, as the console and the cost do', () => {
  const story = Story.promoting().tell('02:49:40.000', worker, {
    type: 'tier.recoverySeen',
    payload: { tier: 'T0', at: at('02:49:36.000'), source: 'vantage-eu' },
  })
  expect(said(view(story, '02:49:52.000'), '02:49:52.000').slice(0, 2)).toEqual([
    'Checkout and payments were down 8 min 29 s.',
    'It cost about 1,020,000 USD.',
  ])
})

it('says no length of an outage whose impact was corrected to after it', () => {
  const page = buildSponsorView(correctedTooLate().input())
  expect(sentenceAt(page.sentences[0] ?? [], Date.parse(page.now))).toBe(
    'Checkout and payments are back. We cannot tell how long they were down.',
  )
})

it('calls a tier down only if it fell: one that kept working is said to work', () => {
  const story = Story.promoting()
  for (const { event } of story.events) if (event.type === 'incident.impactRecorded') event.payload.tier = 'T0'
  const input = story.input('02:47:53.000', {
    ...seen('02:47:53.000', false),
    ...answer('vantage-two', '02:47:53.000', { ok: true, since: at('01:00:00.000'), consecutive: 90 }),
  })
  const [first] = input.plan.readings.filter(({ id }) => id === 'vantage-eu')
  if (first === undefined) throw new Error('the sample plan has no such monitor')
  const sustained = { hold: 60_000, consecutive: 5 }
  const plan = {
    ...input.plan,
    readings: [...input.plan.readings, { ...first, id: 'vantage-two' }],
    tiers: input.plan.tiers
      .map((tier) => (tier.id === 'T1' ? { ...tier, outside: { monitors: ['vantage-two'], sustained } } : tier))
      .toSorted((a) => (a.id === 'T1' ? -1 : 0)),
  }
  const page = buildSponsorView({ ...input, plan })
  expect(page.services.map(({ word }) => word)).toEqual(['working', 'down', 'not measured', 'not measured'])
  expect(said(page, '02:47:53.000')[0], 'the headline is about what fell').toBe(
    'Checkout and payments have been down 6 min 46 s.',
  )
  const silent = buildSponsorView({ ...input, plan, readings: seen('02:47:53.000', false) })
  expect(silent.services[0]?.word, 'without a reading nobody says that it works').not.toBe('working')
})
