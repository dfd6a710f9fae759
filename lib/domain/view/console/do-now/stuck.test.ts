import { describe, expect, it } from 'vitest'
import { attestedWords } from '@/lib/testing/attested-words'
import { IncidentStory } from '@/lib/testing/incident-story'
import * as night from '@/lib/testing/region-failure'
import { buildConsoleView } from '../console-view'

const mara = 'mara-okafor'
const runbook = 'region-failover'
const seen = (story: IncidentStory, person = mara) => buildConsoleView(story.input(), story.viewer(person))

/** A drill of a healthy region: nobody has seen an impact, so S3 cannot say since when. */
function healthy(): IncidentStory {
  const story = new IncidentStory('simulation').at('02:45:00')
  story.by(mara, { type: 'declare-incident', class: 'region-failure', statement: 'A drill.' })
  story.by(mara, { type: 'start-run', runbook }).does('S1').does('S2').does('S4')
  for (const gate of ['P1', 'P2', 'P3', 'P5'])
    story.worker({ type: 'judge-gate', runbook, gate, verdict: 'met', readings: [], reason: 'read' })
  for (const gate of ['P1', 'P3', 'P6'])
    story.by(mara, { type: 'attest-gate', runbook, gate, statement: attestedWords(story.plan, gate) })
  return night.readable(story)
}

/** T0 is back; S19 resolves an incident in PagerDuty that nobody ever read. */
function withoutPager(): IncidentStory {
  const story = night.proven().does('S21')
  const { gates } = story.state
  return Object.assign(story, {
    state: {
      ...story.state,
      gates: Object.fromEntries(Object.entries(gates).map(([key, gate]) => [key, { ...gate, readings: [] }])),
    },
  })
}

describe('a step that waits for what may never come', () => {
  it('is named with why, and skipping it and taking it over are offered, before anybody is asked to approve', () => {
    const { doNow, focus } = seen(healthy())
    expect(doNow.headline).toBe('S3 waits: skip it, take it over, or wait')
    expect(doNow.detail).toContain('It waits for the time of impact, not known yet. That may never come.')
    expect([doNow.primary, ...doNow.others].slice(0, 2).map((one) => one?.label)).toEqual([
      'Skip S3',
      'Take over by hand',
    ])
    expect(focus['step:S3']?.waits).toEqual(['the time of impact, not known yet'])
    expect(focus['gate:P4']?.note).toBe(
      'bars GO until S3 is done: it waits for the time of impact, not known yet; skip it, take it over, or wait',
    )
  })

  it('is offered to whoever may, and to others by name', () => {
    const view = seen(healthy(), 'ruth-adeyemi').doNow
    expect(view.primary).toBeNull()
    expect(view.refusal).toMatch(/may do this/)
  })

  it('is no silent end of a run that has recovered', () => {
    const story = withoutPager()
    const view = seen(story).doNow
    expect(view.headline).toBe('S19 waits: skip it, take it over, or wait')
    expect(view.detail).toContain('It waits for the incident in PagerDuty, not known yet.')
  })

  it('is left alone while other steps run, and where what it waits for is there', () => {
    expect(seen(night.armed()).doNow.headline).not.toMatch(/^S3 waits/)
    const running = withoutPager()
    running.starts('S20').accepts('S20')
    expect(seen(running).doNow.headline).not.toMatch(/^S19 waits/)
  })
})
