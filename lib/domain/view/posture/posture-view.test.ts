import { describe, expect, it } from 'vitest'
import { answer, check, at, loss, silence } from '@/lib/testing/outage-story'
import { frozenPlan } from '@/lib/testing/read-frozen-plan'
import { servingRecords } from '../../posture/serving-record'
import { figureInk } from './figure'
import type { PostureInput, TierProof } from './posture-input'
import { buildPostureView, headline } from './posture-view'

const sample = frozenPlan()
const time = '10:12:00.000'
/** One member of the global cluster, as its API tells it. */
const member = (targetIsWriter: boolean, synchronization = 'connected') => ({
  failoverState: '',
  targetIsWriter,
  targetStatus: 'available',
  targetHasInstance: true,
  synchronization,
})
const eastServes = {
  ...answer('east-member', time, member(true)),
  ...answer('global-cluster', time, member(false)),
  ...answer('east-cluster', time, member(true)),
}
/** After a failover: us-west-2 writes, and the old primary is dead and no standby of it. */
const westAlone = {
  ...answer('east-member', time, member(false, 'pending-resync')),
  ...answer('global-cluster', time, member(true)),
  ...silence('east-cluster', time),
}
const readings = {
  ...eastServes,
  ...answer('witness', time, { lastAt: at('10:11:59.740'), ratePerSecond: 1_329 }),
  ...answer('west-heartbeat', time, { writtenAt: at('10:11:59.000') }),
  ...answer('rpo-lag', time, { value: 740 }, 3_000),
}
const input = (change: Partial<PostureInput> = {}): PostureInput => ({
  plan: sample.plan,
  planHash: sample.planHash,
  environment: sample.environment,
  readings,
  histories: [],
  proofs: [],
  alertSource: { heardAt: at(time), heartbeatAt: at(time), refused: null },
  records: [],
  now: at(time),
  ...change,
})
const proof = (change: Partial<TierProof> = {}): TierProof => ({
  tier: 'T0',
  incident: 'i-1',
  mode: 'clone-failover',
  timeScale: 1,
  impactAt: at('09:00:00.000'),
  declaredAt: at('09:04:27.000'),
  recoveredAt: at('09:08:29.000'),
  loss: loss(410, 545),
  ...change,
})
const tier = (id: string, change: Partial<PostureInput> = {}) => {
  const found = buildPostureView(input(change)).tiers.find((one) => one.id === id)
  if (found === undefined) throw new Error(`no tier ${id}`)
  return found
}

describe('the posture says', () => {
  it('what would be lost if the source died this second, with the age of the reading', () => {
    const [said] = buildPostureView(input()).consequence
    expect(said).toEqual({
      words: 'If us-east-1 died this second: about 980 orders lost, checkout back 2:22 after GO.',
      at: at('10:11:59.000'),
    })
  })

  it.each([
    ['the standby is silent', silence('west-heartbeat', time)],
    ['the witness is old', answer('witness', time, { lastAt: at('10:11:00.000') }, 11_000)],
  ])('that the loss is UNKNOWN when %s, never zero', (_, change) => {
    const { tiers, consequence } = buildPostureView(input({ readings: { ...readings, ...change } }))
    expect(tiers[0]?.loss.now.value).toBeNull()
    expect(tiers[0]?.loss.now.none).toBe(false)
    expect(consequence[0]?.words).toMatch(/an UNKNOWN amount lost/)
  })

  it('that T0 breaks its promise by its own figures, and by how much', () => {
    const t0 = tier('T0')
    expect(t0.status).toBe('breached')
    expect(t0.recovery.attainable).toMatchObject({ value: '2:22', missed: true })
    expect(t0.loss.promised).toMatchObject({ value: '0', note: 'contract' })
    expect(t0.loss.now).toMatchObject({ value: '0.74 s', note: 'about 980 orders', missed: true })
  })

  it('that tiers without steps are unknown, not ok', () => {
    for (const id of ['T1', 'T2', 'T3']) {
      const one = tier(id)
      expect(one.status).toBe('unknown')
      expect(one.hint).toBe('no runbook steps in this plan')
      expect(one.recovery.attainable.none).toBe(true)
    }
  })

  it('what the last run measured, by the clock of the promise, with its mode', () => {
    const { recovery, loss: lost, proven } = tier('T0', { proofs: [proof()] })
    expect(recovery.measured).toMatchObject({ value: '4:02', note: 'clone failover', missed: true })
    expect(lost.measured).toMatchObject({ value: '0.41 s', missed: true })
    expect(proven).toEqual({ at: at('09:08:29.000'), mode: 'clone failover' })
  })

  it.each<[string, Partial<TierProof>, string]>([
    ['scaled time', { timeScale: 10 }, 'not measured, scaled time'],
    ['no declaration', { declaredAt: null }, 'no declaration'],
  ])('not measured after a run with %s', (_, change, note) => {
    expect(tier('T0', { proofs: [proof(change)] }).recovery.measured).toMatchObject({ value: null, none: true, note })
  })

  it('the findings, worst first: what cannot be promised, what nobody reads, what never ran', () => {
    const found = buildPostureView(input()).findings
    expect(found.slice(0, 2).map(({ title }) => title)).toEqual([
      'RPO 0 for T0 is not attainable in an unplanned failover',
      'T0 in 60 s is not attainable: 142 s from GO',
    ])
    expect(found[0]?.detail).toMatch(/would lose 0\.74 s now/)
    expect(found[1]?.detail).toBe('Dominated by Promote Aurora in us-west-2, 84 s of 142 s.')
    const order = found.map(({ status }) => ['breached', 'warning', 'unknown'].indexOf(status))
    expect(order).toEqual([...order].sort())
    expect(found.map(({ title }) => title)).toContain('Region failover has never been run')
    const after = buildPostureView(input({ proofs: [proof()] })).findings
    expect(after.map(({ title }) => title)).not.toContain('Region failover has never been run')
  })

  it.each<[string, PostureInput['readings'], string, string]>([
    ['above its limit', answer('rpo-lag', time, { value: 1_400 }), 'warning', 'Orders database: lag above its limit'],
    ['silent', silence('rpo-lag', time, 'no reply'), 'unknown', 'Orders database: no usable lag'],
    ['old', answer('rpo-lag', time, { value: 700 }, 61_000), 'unknown', 'Orders database: no usable lag'],
  ])('a finding when the lag is %s', (_, change, status, title) => {
    const found = buildPostureView(input({ readings: { ...readings, ...change } })).findings
    expect(found).toContainEqual(expect.objectContaining({ status, title }))
  })

  it('that the review is overdue, from the day after', () => {
    const due = sample.plan.review.due
    const on = (now: string) =>
      buildPostureView(input({ now })).findings.some(({ title }) => /review was due/.test(title))
    expect(on(`${due}T23:59:59.000Z`)).toBe(false)
    expect(on(new Date(Date.parse(due) + 86_400_000).toISOString())).toBe(true)
  })
})

describe('after a failover', () => {
  const crossing = {
    promotionBoundary: 'orders',
    region: 'west',
    at: at('09:47:12.000'),
    incident: 'INC-0007',
    step: 'S7',
  }
  const records = servingRecords([], [crossing])
  const moved = { readings: { ...readings, ...westAlone }, records }

  it('the posture speaks of the region that serves now, and says that nothing could take over', () => {
    const view = buildPostureView(input(moved))
    expect(view.serving).toEqual([
      {
        promotion: null,
        promotionBoundary: 'orders',
        is: 'known',
        region: 'west',
        title: 'us-west-2',
        words: 'us-west-2 serves',
        at: at('10:11:59.000'),
        standby: 'none',
        standbyWords: 'nothing could take over',
        status: 'breached',
        unprotected: {
          since: at('09:47:12.000'),
          words: 'us-west-2 serves alone: if it died this second there is nothing to fail over to',
          why: 'us-east-1: It replicates from us-west-2: no (read: pending-resync)',
        },
      },
    ])
    expect(view.consequence).toEqual([
      {
        words: 'us-west-2 serves alone: if it died this second there is nothing to fail over to.',
        at: at('10:11:59.000'),
      },
    ])
  })

  it('no figure of a failover is left in plain ink: there is no standby, and the promise is broken', () => {
    const t0 = tier('T0', moved)
    expect(t0.status).toBe('breached')
    for (const figure of [t0.loss.now, t0.recovery.attainable]) {
      expect(figure).toMatchObject({ value: null, none: true, note: 'no standby', missed: true })
      expect(figureInk(figure)).toBe('loud')
    }
    expect(t0.lag).toMatchObject({
      current: null,
      unknown: 'us-west-2 serves, and this link leads out of us-east-1',
    })
  })

  it('it is the first finding, with since when, and no runbook leads on', () => {
    const found = buildPostureView(input(moved)).findings
    expect(found[0]).toEqual({
      status: 'breached',
      title: 'UNPROTECTED: us-west-2 serves alone',
      detail:
        'If it died this second there is nothing to fail over to. us-east-1: It replicates from us-west-2: no (read: pending-resync)',
      source: 'global-cluster',
      at: at('09:47:12.000'),
    })
    expect(found.map(({ title }) => title)).toContain('No runbook leads out of us-west-2')
    expect(found.map(({ title }) => title).join()).not.toMatch(/attainable/)
  })

  it('it ends as soon as the standby is read again', () => {
    const again = { ...answer('east-member', time, member(false)), ...answer('east-cluster', time, member(false)) }
    const view = buildPostureView(input({ records, readings: { ...readings, ...westAlone, ...again } }))
    expect(view.serving[0]).toMatchObject({ region: 'west', standby: 'ready', unprotected: null })
    expect(view.findings.map(({ title }) => title).join()).not.toMatch(/UNPROTECTED/)
    expect(view.consequence[0]?.words).toBe('us-west-2 serves, and no runbook leads out of it.')
  })

  it('two regions that both say so are loud, and nobody knows is UNKNOWN, never the plan’s own guess', () => {
    const both = { ...readings, ...answer('global-cluster', time, member(true)) }
    const contradicted = buildPostureView(input({ readings: both }))
    expect(contradicted.findings[0]?.title).toBe('us-east-1 and us-west-2 both say that they serve orders')
    expect(contradicted.consequence[0]?.words).toBe('us-east-1 and us-west-2 both say that they serve orders.')
    const silent = { ...readings, ...silence('global-cluster', time), ...silence('east-member', time) }
    const unknown = buildPostureView(input({ readings: silent }))
    expect(unknown.serving[0]).toMatchObject({ is: 'unknown', region: null, unprotected: null })
    expect(unknown.consequence[0]?.words).toMatch(/^Where orders runs is UNKNOWN/)
    const journal = buildPostureView(input({ readings: silent, records }))
    expect(journal.serving[0]).toMatchObject({ is: 'journal', region: 'west', unprotected: { since: crossing.at } })
    expect(journal.serving[0]?.words).toMatch(/by the journal \(S7 of INC-0007\), not by a reading/)
  })
})

describe('what customers get now', () => {
  const outside = (...works: boolean[]): PostureInput['readings'] => {
    const monitors = ['vantage-eu', 'vantage-ap', 'vantage-sa']
    return Object.assign({}, readings, ...works.map((ok, index) => check(monitors[index] ?? '', time, ok)))
  }

  it('comes before every promise while it fails, and the loss is said of a failover now', () => {
    const view = buildPostureView(input({ readings: outside(false, true, false) }))
    expect(view.failing).toEqual({
      words: 'Checkout and payments fail in 2 of 3 outside checks.',
      at: at('10:11:59.000'),
    })
    expect(view.consequence[0]?.words).toMatch(/^Failing over this second: about 980 orders lost/)
    expect(view.tiers[0]?.outside).toMatchObject({ is: 'failing', failing: 2, places: 3 })
  })

  it('is said to work only when every place has answered, and is not guessed where nobody looks', () => {
    expect(buildPostureView(input({ readings: outside(true, true, true) })).failing).toBeNull()
    expect(tier('T0', { readings: outside(true, true, true) }).outside?.is).toBe('working')
    expect(tier('T0', { readings: outside(true, true) }).outside?.is).toBe('unknown')
    expect(tier('T2').outside).toBeNull()
  })
})

describe('the headline', () => {
  type Status = 'ok' | 'warning' | 'breached' | 'unknown'
  it.each<[Status[], string]>([
    [['breached', 'breached', 'unknown', 'ok'], 'Two of four tiers would miss their promise today. One is unknown.'],
    [
      ['breached', 'unknown', 'unknown', 'unknown'],
      'One of four tiers would miss its promise today. Three are unknown.',
    ],
    [['ok', 'ok'], 'No tier would miss its promise by what is known.'],
    [['ok', 'unknown'], 'No tier would miss its promise by what is known. One is unknown.'],
    [['unknown', 'unknown'], 'Both tiers are unknown.'],
    [['unknown', 'unknown', 'unknown'], 'All three tiers are unknown.'],
    [['unknown'], 'The posture is unknown.'],
    [['breached'], 'One of one tier would miss its promise today.'],
    [Array<Status>(9).fill('breached'), '9 of 9 tiers would miss their promise today.'],
  ])('of %j', (statuses, words) => {
    expect(headline(statuses.map((status) => ({ status })))).toBe(words)
  })
})

describe('an alert that would not arrive', () => {
  const before = at('10:11:00.000')
  const titles = (alertSource: PostureInput['alertSource']) =>
    buildPostureView(input({ alertSource })).findings.map(({ title }) => title)

  it.each([
    [{ heardAt: null, heartbeatAt: null, refused: null }, 'No alert source is connected'],
    [{ heardAt: before, heartbeatAt: before, refused: null }, 'The alert source has gone silent'],
    [
      { heardAt: before, heartbeatAt: before, refused: { at: at(time), because: 'wrong token', count: 2 } },
      '2 alerts were refused',
    ],
  ])('is a finding: %j', (alertSource, title) => {
    expect(titles(alertSource)).toContain(title)
  })

  it('is none while heartbeats come', () => {
    expect(titles(input().alertSource).filter((title) => /alert/i.test(title))).toEqual([])
  })
})
