import { describe, expect, it } from 'vitest'
import { at, Story } from '@/lib/testing/outage-story'
import { servingRecords } from '../posture/serving-record'
import { drillAlarms, servingAlarms } from './alarms'
import { buildConsoleView } from './console/console-view'
import { servingViews } from './serving-view'

const place = { planKey: 'orderflow', environment: 'lab', title: 'Lab on this machine' }
const crossing = {
  promotionBoundary: 'orders',
  region: 'west',
  at: at('02:47:12.000'),
  incident: 'INC-2041',
  step: 'S7',
}
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
        region: null,
        title: null,
        words: 'us-east-1 and us-west-2 both say that they serve orders',
        at: at('02:50:00.000'),
        standby: 'unknown',
        unprotected: null,
      },
    ])
    expect(alarm).toMatchObject({ kind: 'contradicted', since: at('02:50:00.000') })
  })
})

describe('a live incident during a drill', () => {
  const open = (id: string, number: number, mode: string, time: string) => ({
    id,
    number,
    mode,
    title: 'Checkout fails',
    status: 'proposed',
    proposedAt: at(time),
  })

  it('is said with both, from when the live one came', () => {
    const drill = open('INC-1', 1, 'simulation', '02:00:00.000')
    expect(drillAlarms('Lab', [drill, open('INC-2', 2, 'live', '02:10:00.000')])).toEqual([
      {
        kind: 'live-alert-during-drill',
        key: 'drill/INC-1/INC-2',
        environment: 'Lab',
        since: at('02:10:00.000'),
        alert: 'Checkout fails',
        drill: { id: 'INC-1', label: 'DRILL-0001' },
        incident: { id: 'INC-2', label: 'INC-0002', declared: false },
      },
    ])
  })

  it('is nothing where the drill came later, or there is no drill', () => {
    const live = open('INC-2', 2, 'live', '02:10:00.000')
    expect(drillAlarms('Lab', [live, open('INC-3', 3, 'simulation', '02:20:00.000')])).toEqual([])
    expect(drillAlarms('Lab', [live])).toEqual([])
  })
})
