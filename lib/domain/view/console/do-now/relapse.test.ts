import { describe, expect, it } from 'vitest'
import { commander, momentWhen } from '@/lib/testing/every-state'
import type { IncidentStory } from '@/lib/testing/incident-story'
import * as night from '@/lib/testing/region-failure'
import { buildConsoleView } from '../console-view'
import type { IncidentInput } from '../../incident-input'

const doNow = (story: IncidentStory, change: Partial<IncidentInput> = {}, person = commander) =>
  buildConsoleView({ ...story.input(), ...change }, story.viewer(person)).doNow

const other = {
  id: 'INC-7',
  number: 7,
  title: 'Checkout is slow',
  mode: 'live',
  status: 'declared',
  environment: 'lab',
}
const boundary = {
  boundary: night.relapsed().plan.runbooks[0]?.promotionBoundary ?? '',
  runId: 'INC-7-R1',
  status: 'going',
}

describe('a relapse', () => {
  /** Where it runs can be read, and us-west-2 could take it over once more. */
  const elsewhere = () => night.readable(night.relapsed())

  it('leads, since when, and a new run can be armed while the old one only watches', () => {
    expect(doNow(elsewhere())).toMatchObject({
      headline: 'T0 is down again since 03:05:00 UTC',
      primary: { verb: 'start-run', disabledBecause: null },
      danger: true,
    })
    expect(doNow(elsewhere()).detail).toContain('i-2041-R1 only watches')
    expect(doNow(elsewhere(), {}, 'tomas-varga')).toMatchObject({ headline: /down again/, primary: null })
  })

  it('gives way once a new run is armed, whose gates ask anew what was said before', () => {
    const story = night.armedAgain()
    expect(doNow(story).headline).not.toMatch(/down again/)
    expect(story.state.runs.map(({ status }) => status)).toEqual(['superseded', 'arming'])
    const gates = buildConsoleView(story.input(), story.viewer(commander)).checklist.phases[0]?.rows
    expect(gates?.find(({ key }) => key === 'gate:P6')).toMatchObject({ bars: true })
  })

  it('of a run that still acts lets it go on, or be stopped', () => {
    const story = night.proven().starts('S19').accepts('S19')
    story.at('02:52:00').worker({
      type: 'see-failure',
      tier: 'T0',
      at: '2026-11-19T02:51:50.000Z',
      source: 'three monitors',
    })
    const view = doNow(story)
    expect(view.headline).toBe('T0 is down again since 02:51:50 UTC')
    expect([view.primary?.verb, ...view.others.map(({ verb }) => verb)]).toContain('start-run')
  })
})

describe('after undo', () => {
  it('the same incident starts again', () => {
    expect(doNow(momentWhen('rolled back').story)).toMatchObject({
      headline: 'Undone: nothing was promoted. Start again',
      primary: { verb: 'start-run', label: 'Start again' },
      others: [{ verb: 'close-incident' }],
    })
  })
})

describe('a boundary that another run holds', () => {
  it('is said before anybody presses, by name and with the way there', () => {
    const boundaries = [{ ...boundary, incident: other }]
    expect(doNow(momentWhen('declared').story, { boundaries })).toMatchObject({
      detail: 'Barred by INC-0007: its run INC-7-R1 is under way, and two runs must not move the same at once.',
      link: { href: '/incidents/INC-7' },
      primary: { verb: 'start-run', disabledBecause: 'INC-0007 bars it.' },
    })
  })
})

describe('while nothing is left but to watch', () => {
  it('says how to end early, in one act, and where the evidence is', () => {
    const view = doNow(night.watched())
    expect(view).toMatchObject({
      headline: 'T0 is back',
      link: { href: '/evidence/i-2041' },
      others: [{ verb: 'skip-step', disabledBecause: null }, { verb: 'call-poll' }],
    })
    expect(view.detail).toContain('To end it now, skip S20 with a reason')
    const story = night.watched()
    story.by(commander, { type: 'skip-step', runId: story.runId(), step: 'S20', reason: 'watched elsewhere' })
    expect(story.state.runs[0]?.steps['S20']?.status).toBe('skipped')
  })

  it('says by name what stopping waits for', () => {
    expect(doNow(momentWhen('stopping, attempt open').story).detail).toBe(
      'Waiting for the answer to what S4 sent, or for a look that tells what became of it. Whether it then takes full effect is read once the run goes on. Nothing new starts. Then you can resume, or undo.',
    )
  })
})

describe('an ended incident', () => {
  it('leads to what is open now', () => {
    expect(doNow(momentWhen('closed').story, { others: [other] })).toMatchObject({
      headline: 'The incident has ended',
      link: { label: 'Open now: INC-0007 Checkout is slow', href: '/incidents/INC-7' },
      primary: null,
    })
  })
})
