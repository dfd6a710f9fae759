import { describe, expect, it } from 'vitest'
import { ferryPlan } from '../plan/fixtures/ferry-plan'
import type { Verdict } from '../run/events/facts'
import type { Serves } from './serving'
import { servingNews } from './serving-news'

const judged = (verdict: Verdict) => ({
  verdict,
  at: null,
  facts: [],
  why: verdict === 'met' ? '' : `it is ${verdict}`,
})
const known: Serves = { is: 'known', region: 'north', at: null, source: 'cluster' }
const read = (serves: Serves, ...standbys: Verdict[]) =>
  servingNews(ferryPlan(), {
    promotionBoundary: 'seats',
    serves,
    regions: [
      { region: 'north', serves: judged('met'), standby: judged('met') },
      ...standbys.map((verdict, index) => ({
        region: index === 0 ? 'south' : 'middle',
        serves: judged('unmet'),
        standby: judged(verdict),
      })),
    ],
  })

describe('what is worth an entry of where it runs', () => {
  it.each<[string, Verdict[], boolean, string]>([
    ['a standby that is read', ['unmet', 'met'], true, 'eu-north-1 serves, eu-central-1 could take over'],
    [
      'none of several',
      ['unmet', 'unmet'],
      false,
      'eu-north-1 serves alone. eu-south-1: it is unmet; eu-central-1: it is unmet',
    ],
    ['a plan that reads no standby', [], false, 'eu-north-1 serves alone. The plan reads no standby'],
  ])('is %s', (_, standbys, standby, reason) => {
    expect(read(known, ...standbys)).toMatchObject({ region: 'north', standby, reason })
  })

  it('is nothing while a standby is silent, or who serves is not known', () => {
    expect(read(known, 'unmet', 'unknown')).toBeNull()
    expect(read({ is: 'unknown', why: 'silence' }, 'met')).toBeNull()
    expect(read({ is: 'contradicted', regions: ['north', 'south'], at: null, source: 'cluster' }, 'met')).toBeNull()
  })
})
