import type { OpenHere } from './open-here'
import { describe, expect, it } from 'vitest'
import { at, crossing, Story } from '@/lib/testing/outage-story'
import { gone, promoting, proposed, watched } from '@/lib/testing/region-failure'
import { servingRecords } from '../posture/serving-record'
import type { IncidentStory } from '@/lib/testing/incident-story'
import { type Alarm, drillAlarms, foldAlarms, proofAlarms, servingAlarms } from './alarms'
import { buildConsoleView } from './console/console-view'
import { servingViews } from './serving-view'
import { buildSponsorView } from './sponsor/sponsor-view'

const place = { planKey: 'orderflow', environment: 'lab', title: 'Lab on this machine' }
const input = (moved: boolean) => ({
  ...Story.promoting().input('02:50:00.000'),
  records: servingRecords([], moved ? [crossing] : []),
})

describe('what every page says', () => {
  it('is that there is no standby, since when and where', () => {
    expect(servingAlarms(place, servingViews(input(true)))).toEqual([
      {
        kind: 'unprotected',
        key: 'unprotected/orderflow/lab/orders',
        environment: 'Lab on this machine',
        since: at('02:47:12.000'),
        words: 'us-west-2 serves alone: if it died this second there is nothing to fail over to',
      },
    ])
  })

  it('is the same instant on the console of the incident that moved it', () => {
    const viewer = { person: 'mara', name: 'Mara Okafor', roles: ['commander' as const] }
    const view = buildConsoleView(input(true), viewer)
    expect(view.run?.unprotectedSince).toBe(at('02:47:12.000'))
    expect(view.serving[0]?.unprotected?.since).toBe(at('02:47:12.000'))
  })

  it('is nothing while nobody knows of a lost standby', () => {
    expect(servingAlarms(place, servingViews(input(false)))).toEqual([])
  })

  it('is that two regions say they serve', () => {
    const [alarm] = servingAlarms(place, [
      {
        promotionBoundary: 'orders',
        is: 'contradicted',
        words: 'us-east-1 and us-west-2 both say that they serve orders',
        at: at('02:50:00.000'),
        promotion: null,
        unprotected: null,
      },
    ])
    expect(alarm).toMatchObject({ kind: 'contradicted', since: at('02:50:00.000') })
  })
})

describe('many alarms at once', () => {
  const of = (kind: 'two-writers' | 'proof-lost' | 'unprotected' | 'promoting', key: string): Alarm => {
    const said = { key, environment: 'Lab', since: at('02:50:00.000'), words: key }
    return kind === 'unprotected' || kind === 'promoting'
      ? { kind, ...said }
      : { kind, ...said, incident: { label: 'INC-1', href: '/incidents/INC-1' } }
  }
  const keys = (alarms: readonly Alarm[]) => alarms.map(({ key }) => key)

  it('two stand side by side', () => {
    const two = [of('promoting', 'a'), of('proof-lost', 'b')]
    expect(foldAlarms(two)).toEqual({ shown: two, folded: [] })
    expect(foldAlarms([])).toEqual({ shown: [], folded: [] })
  })

  it('of more the worst stands, and every other is in the line that opens', () => {
    const { shown, folded } = foldAlarms([
      of('proof-lost', 'S1'),
      of('promoting', 'west'),
      of('two-writers', 'S6'),
      of('proof-lost', 'S7'),
      of('unprotected', 'east'),
    ])
    expect(keys(shown)).toEqual(['S6'])
    expect(keys(folded)).toEqual(['east', 'S1', 'S7', 'west'])
  })
})

describe('a live incident during a drill', () => {
  const open = (id: string, number: number, mode: string, time: string, more: Partial<OpenHere> = {}): OpenHere => ({
    id,
    number,
    mode,
    title: 'Checkout fails',
    status: 'proposed',
    planKey: 'orderflow',
    environment: 'lab',
    proposedAt: at(time),
    alert: 'CheckoutSLOBreach',
    ...more,
  })
  const drill = open('INC-1', 1, 'simulation', '02:00:00.000')

  it('is said with both and the name of the alert, from when the live one came', () => {
    expect(drillAlarms('Lab', [drill, open('INC-2', 2, 'live', '02:10:00.000')])).toEqual([
      {
        kind: 'live-during-drill',
        key: 'drill/INC-1/INC-2',
        environment: 'Lab',
        since: at('02:10:00.000'),
        drill: { id: 'INC-1', label: 'DRILL-0001' },
        incident: {
          id: 'INC-2',
          label: 'INC-0002',
          title: 'Checkout fails',
          alert: 'CheckoutSLOBreach',
          since: at('02:10:00.000'),
          declared: false,
          href: '/incidents/INC-2/declare',
        },
      },
    ])
  })

  it.each([
    ['there is no drill', []],
    ['the drill came later', [open('INC-3', 3, 'simulation', '02:20:00.000')]],
    ['the drill is of another environment', [open('INC-1', 1, 'simulation', '02:00:00.000', { environment: 'ring' })]],
    ['the drill is of another plan', [open('INC-1', 1, 'simulation', '02:00:00.000', { planKey: 'ferry' })]],
  ])('is nothing where %s', (_, drills) => {
    expect(drillAlarms('Lab', [...drills, open('INC-2', 2, 'live', '02:10:00.000')])).toEqual([])
  })

  const story = (mode: 'live' | 'simulation', nearby: OpenHere[], tell = gone) => {
    const told = tell(mode)
    const input = { ...told.input(), nearby }
    return buildConsoleView(input, told.viewer('mara-okafor')).doNow
  }
  const real = open('INC-2', 9, 'live', '02:47:00.000', { planKey: proposed().plan.key })

  it('leads the console of the drill: which it is, the way there, and stopping what bars it', () => {
    const view = story('simulation', [real])
    expect(view).toMatchObject({
      headline: 'INC-0009 is real: Checkout fails',
      danger: true,
      primary: null,
      link: { label: 'Go to INC-0009, live', href: '/incidents/INC-2/declare' },
    })
    expect(view.detail).toContain('The alert CheckoutSLOBreach opened it at 02:47:00 UTC, while this drill runs.')
    expect(view.detail).toContain('i-2041-R1 bars arming in INC-0009: stop it here.')
    expect(view.others[0]?.verb).toBe('abort-run')
  })

  it('says that nothing of the drill bars it before it is armed and once it only watches', () => {
    expect(story('simulation', [real], proposed).detail).toContain('Nothing of this drill bars it.')
    expect(story('simulation', [real], watched).detail).toContain('Nothing of this drill bars it.')
  })

  it.each([
    ['a live incident is not interrupted', 'live', real],
    ['one of another environment leaves a drill alone', 'simulation', { ...real, environment: 'elsewhere' }],
    ['one from before the drill leaves it alone', 'simulation', { ...real, proposedAt: at('01:00:00.000') }],
  ] as const)('%s', (_, mode, other) => {
    expect(story(mode, [other]).headline).not.toContain('is real')
  })
})

describe('a proof that broke', () => {
  const alarms = (story: IncidentStory) => proofAlarms('Lab', story.state, story.plan)
  const reason = 'A write to the us-east-1 store is rejected: no'
  const judges = (story: IncidentStory, verdict: 'met' | 'unmet') =>
    story.worker({
      type: 'judge-proof',
      runId: story.runId(),
      step: 'S6',
      verdict,
      broken: verdict === 'met' ? [] : [0],
      readings: [],
      reason: verdict === 'met' ? '' : reason,
    })
  const doNow = (story: IncidentStory) => buildConsoleView(story.input(), story.viewer('mara-okafor')).doNow

  it('is on every page, with its incident, until it holds again or going on without it is accepted', () => {
    const story = gone().does('S6')
    expect(alarms(story)).toEqual([])
    judges(story.at('02:47:20'), 'unmet')
    expect(alarms(story)).toEqual([
      {
        kind: 'proof-lost',
        key: `proof/${story.runId()}/S6`,
        environment: 'Lab',
        since: at('02:47:20.000'),
        words: `S6 Fence us-east-1 writers: ${reason}`,
        incident: { label: 'INC-2041', href: '/incidents/i-2041' },
      },
    ])
    const accepted = story.copy().by('mara-okafor', {
      type: 'record-decision',
      runId: story.runId(),
      kind: 'accept-lost-proof',
      subject: 'S6',
      statement: 'fenced by hand',
    })
    expect(alarms(accepted)).toEqual([])
    judges(story, 'met')
    expect(alarms(story)).toEqual([])
  })

  it('is two writers past the promotion, whatever was accepted before', () => {
    const before = judges(promoting(), 'unmet').by('mara-okafor', {
      type: 'record-decision',
      runId: promoting().runId(),
      kind: 'accept-lost-proof',
      subject: 'S6',
      statement: 'fenced by hand',
    })
    const story = before.at('02:48:41').succeeds('S7')
    expect(alarms(story)).toMatchObject([
      { kind: 'two-writers', words: `S6 Fence us-east-1 writers: ${reason}; how much is lost is not counted yet` },
    ])
    const loss = { milliseconds: 20_000, count: 26_499, noun: 'orders', measuredAt: story.now(), source: 'witness' }
    story.worker({ type: 'measure-loss', loss: { ...loss, unknown: null } })
    expect(alarms(story)).toMatchObject([{ words: `S6 Fence us-east-1 writers: ${reason}; 26,499 orders lost so far` }])
    const grown = story.at('02:48:50').reads('witness-loss', { measured: true, seconds: 40, orders: 51_000 })
    const view = buildConsoleView(grown.input(), grown.viewer('mara-okafor'))
    expect(JSON.stringify(view), 'the figure grows between two entries').toContain('51,000 orders')
    const sponsor = buildSponsorView(grown.input()).sentences.map((parts) =>
      parts.map((part) => ('text' in part ? part.text : '')).join(''),
    )
    expect(sponsor).toEqual(
      expect.arrayContaining([
        expect.stringMatching(/may be taking orders again.*the loss is growing/),
        expect.stringContaining('51,000 orders'),
      ]),
    )
  })

  it('comes first for whoever commands, says what it bars, and what may be done', () => {
    const story = judges(gone().does('S6'), 'unmet')
    const view = doNow(story)
    expect(view.headline).toBe('S6 no longer holds')
    expect(view.detail).toBe(`${reason}. S7 and S12 are barred. It is read on, and says so once it holds again.`)
    expect([view.primary, ...view.others].map((action) => action?.label)).toEqual([
      'Do S6 again',
      'Go on without the proof of S6',
    ])
    const row = buildConsoleView(story.input(), story.viewer('tomas-varga'))
    expect(JSON.stringify(row)).toContain('no longer holds')
    story.by('mara-okafor', { type: 'retry-step', runId: story.runId(), step: 'S6' })
    expect(story.state.runs.at(-1)?.steps['S6']).toMatchObject({ status: 'pending', generation: 1, proof: null })
  })

  it('is no reason to cross the point of no return once more', () => {
    const story = promoting().at('02:48:41').succeeds('S7')
    const judge = { type: 'judge-proof', runId: story.runId(), step: 'S7', verdict: 'unmet' } as const
    story.worker({ ...judge, broken: [1], readings: [], reason: 'us-west-2 is the writer: no' })
    expect(() => story.by('mara-okafor', { type: 'retry-step', runId: story.runId(), step: 'S7' })).toThrow(/retry/)
    expect(doNow(story).detail).toContain('S12 is barred')
  })
})
