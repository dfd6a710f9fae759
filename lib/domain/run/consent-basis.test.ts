import { describe, expect, it } from 'vitest'
import { attestedWords } from '@/lib/testing/attested-words'
import { alerting, commanding, person } from '@/lib/testing/every-command'
import type { IncidentStory } from '@/lib/testing/incident-story'
import { approved, armed, asked, proposed, readable, request } from '@/lib/testing/region-failure'
import { buildApprovalView } from '../view/approval/approval-view'
import { consentBasis } from './consent-basis'

const of = { runbook: 'region-failover' }
const attest = (story: IncidentStory, gate: string) =>
  story.by('mara-okafor', { type: 'attest-gate', ...of, gate, statement: attestedWords(story.plan, gate) })
const go = (story: IncidentStory) => {
  const decision = readable(story).ask({ type: 'give-go', runId: story.runId() }, commanding)
  return decision.ok ? 'GO' : decision.refusal.code
}

/** Nobody can read P1; everything else stands, and two people approve. */
function unreadable(word: 'before' | 'after'): IncidentStory {
  const story = armed().at('02:45:58')
  for (const gate of ['P1', 'P2', 'P3', 'P5'])
    story.worker({
      type: 'judge-gate',
      ...of,
      gate,
      verdict: gate === 'P1' ? 'unknown' : 'met',
      readings: [],
      reason: 'read',
    })
  const gates = story.plan.runbooks.find(({ id }) => id === 'region-failover')?.gates ?? []
  for (const { id, attest: words } of gates)
    if (words !== undefined && (id !== 'P1' || word === 'before')) attest(story, id)
  readable(story).at('02:46:05').by('mara-okafor', { type: 'request-approval', runId: story.runId(), rule: 'A1' })
  for (const who of ['tomas-varga', 'ines-duarte'])
    readable(story).by(who, { type: 'give-approval', ...request(story) })
  return story
}

describe('a word that stands in for a check nobody can read', () => {
  it('is part of what two people approve', () => {
    const story = unreadable('before')
    const passed = story.state.requests[request(story).requestId]?.content.gatesPassed
    expect(passed).toMatchObject([{ gate: 'P1', as: 'accepted-unknown' }])
    expect(go(story)).toBe('GO')
  })

  it('passes it alone after they approved no more', () => {
    const story = unreadable('after')
    expect(go(story)).toBe('gate-bars')
    expect(go(attest(story, 'P1'))).toBe('not-approved')
  })

  it('changes nothing that was approved once the check can be read again', () => {
    const story = unreadable('before')
    story.worker({ type: 'judge-gate', ...of, gate: 'P1', verdict: 'met', readings: [], reason: 'read again' })
    expect(go(story)).toBe('GO')
    expect(go(approved())).toBe('GO')
  })
})

describe('a request whose content is not what its digest names', () => {
  it('is approved by nobody, and says so before their eyes', () => {
    const story = asked()
    const { requestId, digest } = request(story)
    const kept = story.state.requests[requestId]
    if (kept === undefined) throw new Error('it was asked')
    const content = { ...kept.content, steps: kept.content.steps.slice(1) }
    story.state = { ...story.state, requests: { [requestId]: { ...kept, content } } }
    const give = { type: 'give-approval', requestId, digest } as const
    expect(story.ask(give, person('tomas-varga'))).toMatchObject({ ok: false, refusal: { code: 'digest-differs' } })
    const view = buildApprovalView(story.input(), requestId, story.viewer('tomas-varga'))
    expect(view?.approve.disabledBecause).toMatch(/not what the request’s digest names/)
    expect(view?.refuse.disabledBecause).toBeNull()
  })
})

describe('more alerts that fire than are kept', () => {
  it('are news once: one that is sent again is known', () => {
    const story = proposed()
    const send = (at: number) =>
      story.ask(
        {
          type: 'receive-alert',
          source: 'Alertmanager',
          name: 'A',
          fingerprint: `f${at}`,
          status: 'firing',
          startsAt: '2026-11-19T02:44:08.000Z',
        },
        alerting,
      )
    for (let at = 0; at < 210; at += 1) {
      const decision = send(at)
      if (decision.ok) story.tell(decision.events, alerting)
    }
    const news = Array.from({ length: 210 }, (_, at) => send(at)).filter(({ ok }) => ok)
    expect(news).toEqual([])
  })
})

describe('a check that bars arming, passed against', () => {
  it('is part of what two people approve, as one that bars GO is', () => {
    const story = armed()
    const judge = { type: 'judge-gate', ...of, gate: 'P5', verdict: 'unmet', reason: 'none ready' } as const
    const word = { kind: 'override-gate', subject: 'region-failover/P5', statement: 'on we go' } as const
    story.worker({ ...judge, readings: [] }).by('mara-okafor', { type: 'record-decision', runId: null, ...word })
    const [run] = story.state.runs
    const [runbook] = story.plan.runbooks
    const [rule] = runbook?.approvals ?? []
    if (run === undefined || runbook === undefined || rule === undefined) throw new Error('the sample has them')
    const early = { ...runbook, gates: runbook.gates.map((gate) => ({ ...gate, bars: 'arm' as const })) }
    expect(consentBasis(story.state, run, early, rule).gatesPassed).toMatchObject([
      { gate: 'P5', statement: 'on we go' },
    ])
  })
})
