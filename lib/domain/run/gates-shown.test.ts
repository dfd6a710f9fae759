import { describe, expect, it } from 'vitest'
import type { IncidentStory } from '@/lib/testing/incident-story'
import { momentWhen } from '@/lib/testing/every-state'
import * as night from '@/lib/testing/region-failure'
import { buildConsoleView } from '../view/console/console-view'
import { runbookOf } from './resolve-step'
import { gateShown } from './gates-shown'
import type { Verdict } from './events/facts'

const mara = 'mara-okafor'
const judged = (story: IncidentStory, gate: string, verdict: Verdict) =>
  story.worker({ type: 'judge-gate', runbook: 'region-failover', gate, verdict, readings: [], reason: 'read since' })
const shown = (story: IncidentStory, id: string) => {
  const runbook = runbookOf(story.plan, 'region-failover')
  const gate = runbook.gates.find((one) => one.id === id)
  if (gate === undefined) throw new Error(`no gate ${id}`)
  const { as, verdict, bars } = gateShown(story.state, runbook, gate)
  return `${as}: ${verdict}${bars ? ', bars' : ''}`
}
const console = (story: IncidentStory) => buildConsoleView(story.input(), story.viewer(mara))
const gates = (story: IncidentStory) =>
  console(story).checklist.phases.flatMap(({ rows }) => rows.filter(({ kind }) => kind === 'gate'))
const summary = (story: IncidentStory) => console(story).checklist.phases.find(({ id }) => id === 'declare')?.summary
/** Every step is done, so the run is over; the incident is still open. */
const completed = () => {
  const story = night.watched().at('03:21:00').accepts('S20').succeeds('S20')
  return story.worker({ type: 'complete-run', runId: story.runId() })
}

describe('a gate once GO was given', () => {
  it('stands as it stood at GO, whatever is read later', () => {
    const story = judged(judged(night.gone(), 'P2', 'unknown'), 'P1', 'unmet')
    expect([shown(story, 'P2'), shown(story, 'P1'), shown(story, 'P6')]).toEqual(['go: met', 'go: met', 'go: met'])
    expect(gates(story).find(({ number }) => number === 'P6')?.meta).toBe(
      'held at GO, 02:47:02 UTC; M. Okafor attested it at 02:45:58 UTC',
    )
  })

  it('is judged again where the plan says so, until the one-way step is sent', () => {
    expect(shown(judged(night.gone(), 'P3', 'unmet'), 'P3')).toBe('now: unmet, bars')
    expect(shown(judged(night.promoting(), 'P3', 'unmet'), 'P3')).toBe('go: met')
  })

  it('keeps what a run had that has ended, and bars nothing any more', () => {
    const story = judged(judged(completed(), 'P2', 'unknown'), 'P1', 'unmet')
    expect(summary(story)).toMatch(/^6 of 6 gates/)
    const closed = story.copy().by(mara, { type: 'close-incident', reason: 'Over.' })
    for (const one of [story, closed]) {
      expect(gates(one).map(({ bars, meta }) => (bars ? 'bars' : meta.slice(0, 10)))).toEqual(
        Array.from({ length: 6 }, () => 'held at GO'),
      )
      const cards = Object.values(console(one).focus).filter(({ key }) => key.startsWith('gate:'))
      expect(cards.map(({ note, ifFails }) => `${note ?? ''} ${ifFails ?? ''}`).join(' ')).not.toMatch(/bars|press/)
    }
  })

  it('is asked anew for the run that follows', () => {
    expect(shown(night.armedAgain(), 'P6')).toBe('now: unknown, bars')
    expect(shown(night.relapsed(), 'P6')).toBe('go: met')
  })
})

it('bars nothing in a run that ended without GO', () => {
  expect(shown(momentWhen('stopped').story, 'P6'), 'it may go on').toBe('now: unknown, bars')
  const { story } = momentWhen('rolled back')
  expect(shown(story, 'P6')).toBe('over: unknown')
  expect(
    gates(story)
      .map(({ meta }) => meta)
      .join(' '),
  ).not.toMatch(/bars/)
  const go = console(story).checklist.phases.flatMap(({ rows }) => rows.filter(({ kind }) => kind === 'go'))
  expect(go[0]).toMatchObject({ word: 'not given' })
})
