import { describe, expect, it } from 'vitest'
import { at, check, Story } from '@/lib/testing/outage-story'
import { samplePlan } from '@/lib/testing/sample-plan'
import { servingStates, type ServingState } from '../posture/serving-state'
import { servingView } from './serving-view'
import { aloneSentence } from './sponsor/alone-sentence'

const { plan } = samplePlan()
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
