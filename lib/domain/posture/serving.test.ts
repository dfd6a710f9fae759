import { describe, expect, it } from 'vitest'
import { ferryPlan, harbour } from '../plan/fixtures/ferry-plan'
import type { Facts } from '../system/resolved'
import type { Plan } from '../plan/schema/plan'
import type { Predicate } from '../plan/schema/predicate'
import { readServing } from './serving'
import { servingRecords, type Crossing, type ServingEntry } from './serving-record'
import { servingRegion, servingStates } from './serving-state'
import type { LatestReadings } from './sample'

const now = '2026-05-04T03:00:00.000Z'
const before = (seconds: number) => new Date(Date.parse(now) - seconds * 1_000).toISOString()

const holds = (reading: string, value: string | boolean): Predicate => ({
  title: `${reading} is ${value}`,
  reading,
  operator: 'is',
  value,
})

/** Two regions told by two readings; the third is never a standby, the plan reads nothing of that. */
const plan: Plan = {
  ...ferryPlan(),
  serving: [
    {
      promotionBoundary: 'seats',
      regions: [
        { region: 'north', serves: [holds('pods.writer', true)], standby: [holds('pods.standby', true)] },
        { region: 'south', serves: [holds('cluster.writer', true)], standby: [holds('cluster.standby', true)] },
        { region: 'middle', serves: [holds('probe.middle', true)], standby: [] },
      ],
    },
  ],
}

function read(reading: string, fields: Facts | string, age = 1): LatestReadings {
  const observedAt = before(age)
  return typeof fields === 'string'
    ? { [reading]: { reading, observedAt: null, receivedAt: observedAt, fields: null, error: fields, source: reading } }
    : { [reading]: { reading, observedAt, receivedAt: observedAt, fields, error: null, source: reading } }
}
const north = (fields: Facts | string, age?: number) => read('pods', fields, age)
const south = (fields: Facts | string, age?: number) => read('cluster', fields, age)
const middle = read('probe', { middle: false })

const state = (readings: LatestReadings, entries: ServingEntry[] = [], crossings: Crossing[] = []) => {
  const [first] = servingStates({
    plan,
    environment: harbour(),
    readings: { ...middle, ...readings },
    now,
    records: servingRecords(entries, crossings),
  })
  if (first === undefined) throw new Error('no rule')
  return first
}
const entry = (region: string, standby: boolean, seconds: number): ServingEntry => ({
  promotionBoundary: 'seats',
  region,
  standby,
  at: before(seconds),
})
const crossing = (seconds: number): Crossing => ({
  promotionBoundary: 'seats',
  region: 'south',
  at: before(seconds),
  incident: 'INC-0007',
  step: 'D1',
})

describe('which region serves', () => {
  it.each<[string, LatestReadings, unknown]>([
    [
      'is known by what is read of it',
      { ...north({ writer: true, standby: false }), ...south({ writer: false, standby: true }) },
      { is: 'known', region: 'north', at: before(1), source: 'pods' },
    ],
    [
      'has moved when the other one is read as the writer',
      { ...north({ writer: false, standby: false }, 3), ...south({ writer: true, standby: false }, 2) },
      { is: 'known', region: 'south', at: before(2), source: 'cluster' },
    ],
    [
      'is known while another region is silent',
      { ...north('no reply'), ...south({ writer: true, standby: false }) },
      { is: 'known', region: 'south', at: before(1), source: 'cluster' },
    ],
    [
      'is contradicted when two are read as the writer',
      { ...north({ writer: true, standby: false }), ...south({ writer: true, standby: false }, 2) },
      { is: 'contradicted', regions: ['north', 'south'], at: before(1), source: 'pods; cluster' },
    ],
    [
      'is unknown when the one that may serve is silent',
      { ...north('no reply'), ...south({ writer: false, standby: true }) },
      { is: 'unknown', why: 'pods.writer is true: no reply' },
    ],
    [
      'is unknown when what said so is too old',
      { ...north({ writer: true, standby: false }, 11), ...south({ writer: false, standby: true }) },
      { is: 'unknown', why: 'pods.writer is true: older than 10 s' },
    ],
    [
      'is unknown when every region is read as not serving',
      { ...north({ writer: false, standby: true }), ...south({ writer: false, standby: true }) },
      { is: 'unknown', why: 'no region is read as serving: neither eu-north-1 nor eu-south-1 nor eu-central-1' },
    ],
  ])('%s', (_, readings, serves) => {
    const [first] = readServing({ plan, environment: harbour(), readings: { ...middle, ...readings }, now })
    expect(first?.serves).toEqual(serves)
  })

  it('is nothing a plan says that reads nothing', () => {
    expect(readServing({ plan: ferryPlan(), environment: harbour(), readings: {}, now })).toEqual([])
  })
})

describe('when nothing can be read', () => {
  const dead = { ...north('no reply'), ...south('no reply') }

  it('the last point of no return is a fact, said as the journal’s and not as a reading', () => {
    expect(state(dead, [entry('north', true, 900)], [crossing(600)]).serves).toEqual({
      is: 'journal',
      region: 'south',
      at: before(600),
      source: 'D1 of INC-0007',
      why: 'pods.writer is true: no reply',
    })
  })

  it('a reading kept after it is newer, and counts', () => {
    const back = state(dead, [entry('south', false, 500), entry('north', true, 100)], [crossing(600)])
    expect(back.serves).toMatchObject({ is: 'journal', region: 'north', source: 'the last reading' })
    expect(servingRegion(back)).toBe('north')
  })

  it('and the journal says nothing, it is unknown', () => {
    expect(state(dead).serves.is).toBe('unknown')
    expect(servingRegion(state(dead))).toBeNull()
    expect(state(dead).standby.is).toBe('unknown')
    expect(state(dead).unprotected).toBeNull()
  })

  it('a fresh reading stands before the journal', () => {
    const read = { ...north({ writer: true, standby: false }), ...south({ writer: false, standby: true }) }
    expect(state(read, [entry('south', false, 500)], [crossing(600)]).serves.is).toBe('known')
  })
})

describe('a standby', () => {
  const moved = (standby: Facts | string) => ({ ...north(standby), ...south({ writer: true, standby: false }) })

  it('is a region that is read as able to take over, while another one serves', () => {
    const read = { ...north({ writer: true, standby: false }), ...south({ writer: false, standby: true }, 4) }
    expect(state(read).standby).toEqual({ is: 'ready', region: 'south', at: before(4) })
    expect(state(read).unprotected).toBeNull()
  })

  it('is never the region that serves itself', () => {
    const read = { ...north({ writer: false, standby: false }), ...south({ writer: true, standby: true }) }
    expect(state(read).standby).toEqual({ is: 'none', why: 'eu-north-1: pods.standby is true: no (read: false)' })
  })

  it('that is silent is unknown, which is no alarm by itself', () => {
    expect(state(moved('no reply')).standby.is).toBe('unknown')
    expect(state(moved('no reply')).unprotected).toBeNull()
  })

  it('is unknown while two regions say that they serve', () => {
    const read = { ...north({ writer: true, standby: true }), ...south({ writer: true, standby: true }) }
    expect(state(read).standby).toEqual({ is: 'unknown', why: 'two regions say that they serve' })
  })
})

describe('without a standby, since when', () => {
  const without = { ...north({ writer: false, standby: false }), ...south({ writer: true, standby: false }) }
  const silent = { ...north('no reply'), ...south({ writer: true, standby: false }) }
  const with_ = { ...north({ writer: false, standby: true }), ...south({ writer: true, standby: false }) }
  const lost = [entry('south', true, 900), entry('south', false, 600), entry('south', false, 300)]

  it.each<[string, LatestReadings, ServingEntry[], Crossing[], number | null]>([
    ['by the first entry without a break', without, lost, [], 600],
    ['by the point of no return that took it away', without, [...lost.slice(0, 2)], [crossing(700)], 700],
    ['by the point of no return, before any entry says so', without, [entry('north', true, 900)], [crossing(50)], 50],
    ['is kept while the standby is silent', silent, lost, [], 600],
    ['is kept after a promotion while the standby is silent', silent, [], [crossing(80)], 80],
    ['is not known where neither says so', without, [], [], null],
    [
      'starts anew after there was one',
      without,
      [...lost, entry('south', true, 200), entry('south', false, 90)],
      [crossing(700)],
      90,
    ],
  ])('%s', (_, readings, entries, crossings, seconds) => {
    expect(state(readings, entries, crossings).unprotected).toEqual({
      since: seconds === null ? null : before(seconds),
    })
  })

  it('ends as soon as one is read again, before any entry says so', () => {
    expect(state(with_, lost, [crossing(700)]).unprotected).toBeNull()
  })

  it('is over once an entry says so, even while the standby is silent again', () => {
    expect(state(silent, [...lost, entry('south', true, 10)], [crossing(700)]).unprotected).toBeNull()
  })
})
