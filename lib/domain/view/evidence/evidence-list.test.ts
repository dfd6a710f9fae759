import { describe, expect, it } from 'vitest'
import { evidenceInput } from '@/lib/testing/evidence-input'
import { gone, proven } from '@/lib/testing/region-failure'
import type { IncidentStory } from '@/lib/testing/incident-story'
import { buildEvidenceList } from './evidence-list'
import { wholeScene } from './whole-scene'

const now = '2026-11-20T09:20:11.000Z'

function item(story: IncidentStory, readable = true) {
  const input = evidenceInput(story)
  const { incident } = input
  const row = { ...incident, proposedAt: '2026-11-19T02:44:10.000Z' }
  const { chain } = wholeScene(input)
  const state = readable ? story.state : null
  const list = buildEvidenceList([{ incident: row, plan: 'OrderFlow', environment: 'Lab', state, chain }], 0, now)
  return list.incidents[0]
}

describe('a line of the list', () => {
  it('lasts from impact until every tier that came back was back', () => {
    expect(item(proven())).toMatchObject({
      label: 'INC-2041',
      live: true,
      status: 'recovered',
      lasted: { from: '2026-11-19T02:41:07.000Z', since: 'impact', until: '2026-11-19T02:49:36.000Z' },
      chain: { sound: true },
    })
  })

  it('runs on while nothing is back', () => {
    expect(item(gone('clone-failover'))).toMatchObject({ live: false, mode: 'clone failover', lasted: { until: null } })
  })

  it('goes by its row when its entries make no possible history', () => {
    expect(item(proven(), false)).toMatchObject({
      title: 'us-east-1 region failure',
      lasted: { from: '2026-11-19T02:44:10.000Z', since: 'proposal', until: null },
    })
  })
})
