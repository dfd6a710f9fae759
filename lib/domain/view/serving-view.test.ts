import { describe, expect, it } from 'vitest'
import { answer, at, check, crossing, Story } from '@/lib/testing/outage-story'
import type { LatestReadings } from '../posture/sample'
import { frozenPlan } from '@/lib/testing/read-frozen-plan'
import { servingStates, type ServingState } from '../posture/serving-state'
import { servingRecords } from '../posture/serving-record'
import { servingAlarms } from './alarms'
import { servingView, servingViews } from './serving-view'
import { aloneSentence } from './sponsor/alone-sentence'

const { plan } = frozenPlan()
const known: ServingState['serves'] = { is: 'known', region: 'west', at: at('02:50:00.000'), source: 'cluster' }
const journal: ServingState['serves'] = {
  is: 'journal',
  region: 'west',
  at: at('02:50:00.000'),
  source: 'S7',
  why: 'no reply',
}
const both: ServingState['serves'] = { is: 'contradicted', regions: ['east', 'west'], at: null, source: 'cluster' }
const ready: ServingState['standby'] = { is: 'ready', region: 'east', at: null }
const none: ServingState['standby'] = { is: 'none', why: 'It replicates: not so' }
const silent: ServingState['standby'] = { is: 'unknown', why: 'no reply' }
const since = { since: at('02:47:12.000') }

describe('a region that holds the writer and is down for those outside', () => {
  const down = { since: at('02:41:07.000') }
  const up = { promotionBoundary: 'orders', serves: known, standby: none, unprotected: since }
  const state = { ...up, down }

  it('is not said to serve, nor to be well, nor that it could die', () => {
    const words = 'us-west-2 is the writer and does not serve: down since 02:41:07 UTC'
    expect(servingView(plan, state)).toMatchObject({
      words,
      status: 'breached',
      unprotected: { since: since.since, words: `${words}. There is nothing to fail over to` },
    })
    expect(servingView(plan, { ...state, standby: ready, unprotected: null })).toMatchObject({
      words,
      status: 'breached',
    })
    expect(aloneSentence(plan, [state])).toBeNull()
    expect(aloneSentence(plan, [up])).not.toBeNull()
  })

  it('is read from the outside checks of the tiers it serves', () => {
    const of = (ok: boolean) => {
      const time = '02:50:00.000'
      const monitors = plan.tiers[0]?.outside?.monitors ?? []
      const readings = Object.assign({}, ...monitors.map((monitor) => check(monitor, time, ok)))
      return servingStates(new Story().proposed().input(time, readings))[0]?.down
    }
    expect(of(false)).toMatchObject({ since: expect.any(String) })
    expect(of(true)).toBeUndefined()
  })
})

describe('while a run promotes', () => {
  const sent = at('02:47:10.000')
  const promotion = {
    promotionBoundary: 'orders',
    region: 'west',
    step: 'S7',
    since: sent,
    is: 'under-way' as const,
    incident: 'INC-2041',
  }
  const monitors = plan.tiers[0]?.outside?.monitors ?? []
  const readings = (ok: boolean, since: string): LatestReadings =>
    Object.assign(
      {},
      ...monitors.map((monitor) =>
        answer(monitor, '02:50:00.000', { ok, since: at(since), firstFailedAt: ok ? null : at(since), consecutive: 9 }),
      ),
    )
  const view = (records: ReturnType<typeof servingRecords>, ok = false, failing = '02:41:07.000') => {
    const input = { ...new Story().proposed().input('02:50:00.000', readings(ok, failing)), records }
    return { view: servingViews(input)[0], alarms: servingAlarms(place, servingViews(input)) }
  }
  const place = { planKey: 'orderflow', environment: 'lab', title: 'Lab' }

  it('every page says that, by which step and since when, and no alarm that nothing could take over', () => {
    const { view: said, alarms } = view(servingRecords([], [crossing], [promotion]))
    expect(said?.words).toBe('us-west-2 is being promoted by S7 of INC-2041, since 02:47:10 UTC')
    expect(said?.standbyWords).toBe('until it serves nothing else could take over')
    expect(alarms).toEqual([
      expect.objectContaining({
        kind: 'promoting',
        since: sent,
        words: 'us-west-2 is being promoted by S7 of INC-2041. Until it serves nothing else could take over',
      }),
    ])
  })

  it('and what was sent is not known to have taken effect, that is said and not that it goes on', () => {
    const { view: said } = view(servingRecords([], [crossing], [{ ...promotion, is: 'not-known' }]))
    expect(said?.words).toMatch(/^The promotion of us-west-2 was sent by S7 of INC-2041; whether it took effect is not/)
  })

  it('and the region is the writer already, it is not said to be down since the outage of the other one', () => {
    const { view: said, alarms } = view(servingRecords([], [crossing], [{ ...promotion, is: 'done' }]))
    expect(said?.words).toBe('us-west-2 was promoted by S7 of INC-2041 and does not serve yet, since 02:47:10 UTC')
    expect(alarms.map(({ kind }) => kind)).toEqual(['promoting'])
  })

  it('ends when the region serves, and an outage of its own is dated as that', () => {
    const done = servingRecords([], [crossing], [{ ...promotion, is: 'done' }])
    expect(view(done, true).alarms.map(({ kind }) => kind)).toEqual(['unprotected'])
    expect(view(done, false, '02:49:10.000').view?.words).toMatch(
      /is the writer by the journal and does not serve: down since 02:49:/,
    )
  })

  it('once its run is over, the region is not down since before it was the writer', () => {
    const { view: said, alarms } = view(servingRecords([], [crossing]))
    expect(said?.words).toBe('us-west-2 is the writer by the journal since 02:47:12 UTC and has not served since then')
    expect(alarms.map(({ kind }) => kind)).toEqual(['unprotected'])
  })

  it('a move that was only read dates it as well', () => {
    const entry = (region: string, time: string) => ({
      promotionBoundary: 'orders',
      region,
      standby: false,
      at: at(time),
    })
    const { view: said } = view(servingRecords([entry('east', '02:00:00.000'), entry('west', '02:46:00.000')], []))
    expect(said?.words).toContain('since 02:46:00 UTC and has not served since then')
  })
})

describe('where it runs bears on a decision to move it', () => {
  it.each<[string, ServingState['serves'], ServingState['standby'], ServingState['unprotected'], string, string]>([
    ['a standby is ready', known, ready, null, 'ok', 'us-east-1 could take over'],
    ['there is no standby', known, none, { since: null }, 'breached', 'nothing could take over'],
    ['there was none, and nothing is read of it now', known, silent, since, 'breached', 'nothing could take over'],
    ['nobody can tell whether there is one', known, silent, null, 'unknown', 'UNKNOWN'],
    ['only the journal says where it runs', journal, ready, null, 'unknown', 'us-east-1 could take over'],
    ['two say that they serve', both, silent, null, 'breached', 'UNKNOWN'],
  ])('%s', (_, serves, standby, unprotected, status, words) => {
    const view = servingView(plan, { promotionBoundary: 'orders', serves, standby, unprotected })
    expect(view.status).toBe(status)
    expect(view.standbyWords).toContain(words)
  })
})
