import { describe, expect, it } from 'vitest'
import { incidentFilterSearch, matchesFilter, parseIncidentFilter, type IncidentFilter } from './incident-filter'
import { buildIncidentList } from './incident-list-view'

const [item] = buildIncidentList(
  [
    {
      id: 'INC-7',
      number: 7,
      mode: 'simulation',
      title: 'Checkout fails in us-east-1',
      status: 'closed',
      class: 'The region has failed',
      plan: 'OrderFlow',
      environment: 'lab',
      proposedAt: '2026-11-19T02:44:10.000Z',
      proposedBy: 'M. Okafor',
      declaredAt: null,
      closedAt: '2026-11-19T04:00:00.000Z',
      alerts: [],
      outcome: {
        at: '2026-11-19T04:00:00.000Z',
        by: 'M. Okafor',
        reason: 'All is back',
        from: '2026-11-19T02:44:10.000Z',
        back: ['T0'],
        notBack: [],
      },
      takeCommand: null,
    },
  ],
  [],
  'now',
).closed

const all: IncidentFilter = { show: 'all', kind: 'all', text: '' }

describe('the filter of the incidents list', () => {
  it.each([
    ['', true],
    ['drill-0007', true],
    ['east okafor', true],
    ['all is back', true],
    ['east payments', false],
  ])('finds by text %j: %s', (text, found) => {
    expect(item !== undefined && matchesFilter(item, { ...all, text })).toBe(found)
  })

  it('tells a drill from an incident', () => {
    expect(
      ['all', 'live', 'drill'].map(
        (kind) => item !== undefined && matchesFilter(item, { ...all, kind: kind as IncidentFilter['kind'] }),
      ),
    ).toEqual([true, false, true])
  })

  it.each([all, { show: 'ended', kind: 'drill', text: 'us east' }, { show: 'open', kind: 'all', text: '' }] as const)(
    'comes back from the address as it went in: %j',
    (filter) => {
      expect(parseIncidentFilter(new URLSearchParams(incidentFilterSearch(filter)))).toEqual(filter)
    },
  )

  it('shows everything for an address nobody made', () => {
    expect(parseIncidentFilter(new URLSearchParams('?show=nothing&kind=1'))).toEqual(all)
    expect(incidentFilterSearch(all)).toBe('')
  })
})
