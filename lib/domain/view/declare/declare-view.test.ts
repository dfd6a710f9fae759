import { describe, expect, it } from 'vitest'
import { answer, at, by, people, Story, worker } from '@/lib/testing/outage-story'
import type { LatestReadings } from '../../posture/sample'
import type { Viewer } from '../incident-input'
import { buildDeclareView } from './declare-view'

const time = '02:45:00.000'
const viewer = (id: string): Viewer => ({ person: id, name: people[id]?.name ?? id, roles: people[id]?.roles ?? [] })
const mara = viewer('mara')
const view = (story: Story, readings: LatestReadings = {}, who = mara) =>
  buildDeclareView(story.input(time, readings), who)
const proposed = () => new Story().proposed().impact().duties()
const classOf = (id: string, readings: LatestReadings, story = proposed()) => {
  const found = view(story, readings).classes.find((one) => one.id === id)
  if (found === undefined) throw new Error(`no class ${id}`)
  return found
}

describe('the declare page shows', () => {
  it('the alert that proposed it and when impact began, with sources', () => {
    const page = view(proposed())
    expect(page.alerts).toEqual([
      { name: 'CheckoutSLOBreach', source: 'Alertmanager', startsAt: at('02:44:10.000'), resolved: false },
    ])
    expect(page.impact).toEqual({ at: at('02:41:07.000'), source: 'vantage-eu', corrections: [] })
  })

  it('all four classes with scope, response and runbook', () => {
    const { classes } = view(proposed())
    expect(classes.map(({ id }) => id).sort()).toEqual([
      'az-failure',
      'data-corruption',
      'region-failure',
      'security-incident',
    ])
    expect(classes.find(({ id }) => id === 'region-failure')?.runbook).toBe('Region failover')
    expect(classes.find(({ id }) => id === 'data-corruption')?.runbook).toBeNull()
  })

  it.each<[string, LatestReadings, RegExp | null, string]>([
    [
      'violations are counted',
      answer('integrity-violations', time, { value: 3 }),
      /Failover copies corrupt rows/,
      'breached',
    ],
    ['none is counted', answer('integrity-violations', time, { value: 0 }), null, 'ok'],
    ['nobody can tell', {}, null, 'unknown'],
  ])('whether a measured fact refuses region failure: %s', (_, readings, refused, status) => {
    const region = classOf('region-failure', readings)
    if (refused === null) expect(region.refused).toBeNull()
    else expect(region.refused).toMatch(refused)
    expect(region.against[0]?.status).toBe(status)
  })

  it('a refusal the journal holds, also while the reading is gone', () => {
    const story = proposed().tell('02:44:59.000', worker, {
      type: 'incident.gateJudged',
      payload: { runbook: 'class', gate: 'region-failure/0', verdict: 'met', readings: [], reason: 'counted 3' },
    })
    expect(classOf('region-failure', {}, story).refused).toMatch(/declare data-corruption/)
  })

  it('every precondition with reading, source and age, and lets its duty attest', () => {
    const { gates } = classOf('region-failure', answer('integrity-violations', time, { value: 0 }))
    const corruption = gates.find(({ id }) => id === 'P3')
    expect(corruption?.checks[0]).toMatchObject({ value: '0', source: 'integrity-violations', status: 'ok' })
    expect(corruption?.actions[0]).toMatchObject({ verb: 'attest-gate', disabledBecause: null })
    const tomas = view(proposed(), {}, viewer('tomas')).classes.find(({ id }) => id === 'region-failure')
    expect(tomas?.gates.find(({ id }) => id === 'P3')?.actions[0]?.disabledBecause).toMatch(/Whoever holds Commander/)
  })

  it('who attested what', () => {
    const statement = 'Two zones are dark.'
    const story = proposed().tell('02:44:59.000', by('mara'), {
      type: 'incident.gateAttested',
      payload: { runbook: 'region-failover', gate: 'P6', statement },
    })
    const gate = classOf('region-failure', {}, story).gates.find(({ id }) => id === 'P6')
    expect(gate).toMatchObject({ status: 'ok', attested: { statement, by: 'M. Okafor' }, actions: [] })
  })

  it.each([
    ['mara', null, null],
    ['tomas', 'The commander declares: Mara Okafor.', 'The commander closes an incident.'],
    ['ruth', 'The commander declares: Mara Okafor.', 'The commander closes an incident.'],
  ])('%s whether they may declare or close, and who may', (id, declare, close) => {
    const page = view(proposed(), {}, viewer(id))
    expect(page.declareBecause).toBe(declare)
    expect(page.actions[0]?.disabledBecause).toBe(close)
  })

  it('that it was declared, and nothing to close once it is closed', () => {
    const story = proposed().declared()
    expect(view(story).declared).toMatchObject({ class: 'The region has failed', by: 'M. Okafor' })
    story.tell('02:46:00.000', by('mara'), { type: 'incident.closed', payload: { reason: 'a false alarm' } })
    expect(view(story).closed).toMatchObject({ reason: 'a false alarm' })
    expect(view(story).actions).toEqual([])
  })

  it.each([
    [true, 'ok'],
    [false, 'breached'],
  ])('what is seen from outside: ok is %s', (ok, status) => {
    const page = view(proposed(), answer('vantage-eu', time, { ok }))
    expect(page.outside.find(({ title }) => /Europe/.test(title))).toMatchObject({ status })
    expect(page.outside.find(({ title }) => /Asia/.test(title))).toMatchObject({ status: 'unknown' })
  })
})
