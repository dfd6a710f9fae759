import { describe, expect, it } from 'vitest'
import { attestedWords } from '@/lib/testing/attested-words'
import type { IncidentStory } from '@/lib/testing/incident-story'
import * as night from '@/lib/testing/region-failure'
import { buildApprovalView } from '../approval/approval-view'
import { buildDeclareView } from '../declare/declare-view'
import { buildConsoleView } from './console-view'

const mara = 'mara-okafor'
const judged = (story: IncidentStory, gate: string, verdict: 'met' | 'unknown') =>
  story.worker({ type: 'judge-gate', runbook: 'region-failover', gate, verdict, readings: [], reason: 'no reply' })
const accept = (story: IncidentStory, gate: string, statement: string) => {
  const subject = `region-failover/${gate}`
  return story.by(mara, { type: 'record-decision', kind: 'accept-unknown-gate', runId: null, subject, statement })
}

/** P1 attested and P2 accepted while nobody could read them, P4 open only since S3 was skipped; P3 and P6 as planned. */
function goingWithout(): IncidentStory {
  const story = night.started().does('S1').does('S2').does('S4').at('02:45:58')
  story.by(mara, { type: 'skip-step', runId: story.runId(), step: 'S3', reason: 'The chat is down.' })
  for (const gate of ['P1', 'P2', 'P5']) judged(story, gate, 'unknown')
  judged(story, 'P3', 'met')
  for (const gate of ['P1', 'P3', 'P6']) {
    const statement = attestedWords(story.plan, gate)
    story.by(mara, { type: 'attest-gate', runbook: 'region-failover', gate, statement })
  }
  return night.readable(accept(story, 'P2', 'Seen on the call.'))
}
const console = (story: IncidentStory) => buildConsoleView(story.input(), story.viewer(mara))
const gates = (story: IncidentStory) =>
  console(story).checklist.phases.flatMap(({ rows }) => rows.filter(({ kind }) => kind === 'gate'))
const approved = () => night.readable(night.approvedAgain(goingWithout()))

describe('a gate that is open though nothing shows that it holds', () => {
  it('says so in a word of its own, with who answers for it and why, and is not counted among those that hold', () => {
    const rows = gates(goingWithout()).map(({ number, status, word, meta }) => [number, status, word, meta])
    expect(rows).toEqual([
      ['P1', 'warning', 'accepted unread', expect.stringMatching(/^by M\. Okafor: I am in command/)],
      ['P2', 'warning', 'accepted unread', 'by M. Okafor: Seen on the call.'],
      ['P3', 'ok', 'met', 'holds'],
      ['P4', 'warning', 'S3 skipped', 'by M. Okafor: The chat is down.'],
      ['P5', 'unknown', 'not known, does not bar', expect.any(String)],
      ['P6', 'ok', 'met', 'holds'],
    ])
    expect(console(goingWithout()).checklist.phases[0]?.summary).toMatch(/^2 of 6 gates/)
  })

  it('says the same on its card and where the incident is declared', () => {
    const story = goingWithout()
    expect(console(story).focus['gate:P2']).toMatchObject({
      status: 'warning',
      note: 'accepted unread by M. Okafor: Seen on the call.',
    })
    const { classes } = buildDeclareView(story.input(), story.viewer(mara))
    const shown = classes.find(({ id }) => id === 'region-failure')?.gates ?? []
    expect(shown.filter(({ status }) => status === 'ok').map(({ id }) => id)).toEqual(['P3', 'P6'])
    expect(shown.find(({ id }) => id === 'P4')?.reason).toBe('M. Okafor: The chat is down.')
  })

  it('is no fact that holds on the sheet of those who approve', () => {
    const story = goingWithout().by(mara, { type: 'request-approval', runId: night.approved().runId(), rule: 'A1' })
    const sheet = buildApprovalView(story.input(), night.request(story).requestId, story.viewer('ines-duarte'))
    const fact = (title: RegExp) => sheet?.facts.find((one) => title.test(one.title))
    expect(fact(/SLO/)).toMatchObject({ status: 'warning', word: 'accepted unread', outlook: null })
    expect(fact(/SLO/)?.detail).toBe('M. Okafor: Seen on the call.')
    expect(fact(/sponsor/)).toMatchObject({
      status: 'warning',
      word: 'S3 skipped',
      detail: 'M. Okafor: The chat is down.',
    })
    expect(fact(/PagerDuty/)).toMatchObject({ status: 'warning', word: 'accepted unread' })
  })

  it('stays what it was once GO was given', () => {
    const story = approved()
    story.by(mara, { type: 'give-go', runId: story.runId() })
    expect(gates(story).map(({ word }) => word)).toEqual(gates(goingWithout()).map(({ word }) => word))
    expect(console(story).focus['gate:P2']?.note).toMatch(/^went on at GO, .*: accepted unread by M\. Okafor: Seen/)
  })

  it('holds once it is read to', () => {
    expect(gates(judged(goingWithout(), 'P2', 'met')).find(({ number }) => number === 'P2')).toMatchObject({
      status: 'ok',
      word: 'met',
    })
  })

  it('is named where GO is asked for: not everything stands', () => {
    const { headline, detail } = console(approved()).doNow
    expect(headline).toBe('Nothing bars GO. Give GO')
    expect(detail).toContain('P1 accepted unread, P2 accepted unread, P5 not known, does not bar and S3 skipped.')
    const unread = console(judged(night.approved(), 'P5', 'unknown')).doNow
    expect(unread).toMatchObject({
      headline: 'Nothing bars GO. Give GO',
      detail: expect.stringMatching(/P5 not known/),
    })
    expect(console(night.approved()).doNow).toMatchObject({
      headline: 'Everything stands. Give GO',
      detail: 'After GO the steps start by themselves; S7 is the point of no return.',
    })
  })
})
