import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { environmentStream } from '@/lib/domain/plan/plan-events'
import type { ServingNews } from '@/lib/domain/posture/serving-news'
import { createIncidentDesk, type IncidentDesk } from '@/lib/testing/incident-desk'
import { promoting } from '@/lib/testing/region-failure'
import { acquireLease, LeaseLostError, releaseLease } from '../lease'
import { readServingEntries } from './read-serving-entries'
import { readServingRecords } from './read-serving-records'
import { recordServing } from './record-serving'

let desk: IncidentDesk
beforeAll(async () => {
  desk = await createIncidentDesk()
})
afterAll(() => desk.drop())

const place = { planKey: 'orderflow', environment: 'lab' }
const news = (region: string, standby: boolean): ServingNews => ({
  promotionBoundary: 'orders',
  region,
  standby,
  readings: [],
  reason: 'as read',
})
const lease = async () => {
  const held = await acquireLease(desk.database, environmentStream('orderflow', 'lab'), 'w-1', { milliseconds: 10_000 })
  if (held === null) throw new Error('the lease is held')
  return held
}

describe('where an environment runs, in its stream', () => {
  it('is recorded when it changes and only then, under the lease of its readings', async () => {
    const held = await lease()
    for (const said of [news('east', true), news('east', true), news('east', false), news('east', false)])
      await recordServing(desk.database, place, [said], held)
    const entries = await readServingEntries(desk.database, place)
    expect(entries.map(({ region, standby }) => [region, standby])).toEqual([
      ['east', true],
      ['east', false],
    ])
    await releaseLease(desk.database, held)
    await acquireLease(desk.database, held.key, 'w-2', { milliseconds: 10_000 })
    await expect(recordServing(desk.database, place, [news('west', true)], held)).rejects.toThrow(LeaseLostError)
    expect(await readServingEntries(desk.database, place)).toHaveLength(2)
  })

  it('is read back beside the newest point of no return, with the incident that crossed it', async () => {
    const state = await desk.write(promoting())
    const [record] = await readServingRecords(desk.database, place)
    expect(record).toMatchObject({ promotionBoundary: 'orders', last: { region: 'east', standby: false } })
    expect(record?.noStandbySince).toBe(record?.last?.at)
    expect(record?.crossing).toEqual({
      region: 'west',
      at: state.runs[0]?.pointOfNoReturn?.at,
      incident: `INC-${String(state.number).padStart(4, '0')}`,
      step: 'S7',
    })
    expect(await readServingRecords(desk.database, { planKey: 'orderflow', environment: 'other' })).toEqual([])
  })
})
