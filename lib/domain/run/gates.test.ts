import { attestedWords } from '@/lib/testing/attested-words'
import { describe, expect, it } from 'vitest'
import type { Gate } from '../plan/schema/runbook'
import type { Verdict } from './events/facts'
import { gatesBarring, gateStatus } from './gates'
import type { IncidentState } from './state'
import { commanding } from '@/lib/testing/every-command'
import { momentWhen } from '@/lib/testing/every-state'
import { approvedAgain, declared } from '@/lib/testing/region-failure'

const check = [{ title: 'It is so', reading: 'x.y', operator: 'is' as const, value: true }]
const attest = { duty: 'commander', statement: 'I say so.' }
const gate = (of: Partial<Gate>): Gate => ({
  id: 'P9',
  title: 'A gate',
  bars: 'go',
  check: [],
  steps: [],
  ifUnknown: 'block',
  ...of,
})
const key = 'region-failover/P9'
const mark = { at: '2026-11-19T02:45:00.000Z', by: commanding, sequence: 9 }

type Word = 'judged' | 'attested' | 'attested unread' | 'accepted' | 'overridden' | 'once overridden'
function stands(of: Partial<Gate>, verdict: Verdict | null, words: readonly Word[] = []) {
  const { story } = momentWhen('declared')
  const runbook = story.plan.runbooks[0]
  if (runbook === undefined) throw new Error('the sample plan has no runbook')
  const state: IncidentState = structuredClone(story.state)
  if (verdict !== null) state.gates[key] = { verdict, readings: [], reason: 'as read', mark }
  if (words.includes('attested')) state.attested[key] = { ...mark, statement: 'I say so.' }
  if (words.includes('attested unread')) state.attested[key] = { ...mark, statement: 'I say so.', standsIn: true }
  if (words.includes('accepted'))
    state.decisions.push({ ...mark, kind: 'accept-unknown-gate', runId: null, subject: key, statement: 'be it so' })
  const override = { ...mark, kind: 'override-gate', runId: null, subject: key, statement: 'all the same' } as const
  if (words.includes('overridden')) state.decisions.push({ ...override, sequence: mark.sequence + 1 })
  if (words.includes('once overridden')) state.decisions.push({ ...override, sequence: mark.sequence - 1 })
  const status = gateStatus(state, runbook, gate(of))
  return `${status.verdict}${status.bars ? ', bars' : ''}`
}

describe('a gate', () => {
  it.each<[string, Partial<Gate>, Verdict | null, Word[], string]>([
    ['its check holds', { check }, 'met', [], 'met'],
    ['its check does not hold', { check }, 'unmet', [], 'unmet, bars'],
    ['its check was never read', { check }, null, [], 'unknown, bars'],
    ['its check is unknown', { check }, 'unknown', [], 'unknown, bars'],
    ['its check is unknown and it only warns', { check, ifUnknown: 'warn' }, 'unknown', [], 'unknown'],
    ['its check does not hold and it only warns', { check, ifUnknown: 'warn' }, 'unmet', [], 'unmet, bars'],
    ['an acceptance of not knowing is no override', { check, ifUnknown: 'warn' }, 'unmet', ['accepted'], 'unmet, bars'],
    ['the commander goes on against it', { check, ifUnknown: 'warn' }, 'unmet', ['overridden'], 'unmet'],
    ['an override of what was read before', { check, ifUnknown: 'warn' }, 'unmet', ['once overridden'], 'unmet, bars'],
    ['an override is no statement', { check, attest, ifUnknown: 'warn' }, 'unmet', ['overridden'], 'unmet, bars'],
    [
      'an override, and the statement is given',
      { check, attest, ifUnknown: 'warn' },
      'unmet',
      ['overridden', 'attested'],
      'unmet',
    ],
    ['an override does no step', { check, steps: ['S3'], ifUnknown: 'warn' }, 'unmet', ['overridden'], 'unmet, bars'],
    ['refuted and blocking: no override helps', { check }, 'unmet', ['overridden'], 'unmet, bars'],
    ['unknown, a word may stand in, none is given', { check, ifUnknown: 'attest' }, 'unknown', [], 'unknown, bars'],
    ['unknown, and a decision stands in', { check, ifUnknown: 'attest' }, 'unknown', ['accepted'], 'met'],
    ['refuted: no word stands against a reading', { check, ifUnknown: 'attest' }, 'unmet', ['accepted'], 'unmet, bars'],
    ['unknown and blocking: no word helps', { check, attest }, 'unknown', ['attested', 'accepted'], 'unknown, bars'],
    ['a statement is asked for and missing', { attest }, null, [], 'unknown, bars'],
    ['the statement is given', { attest }, null, ['attested'], 'met'],
    ['the check holds, the statement is missing', { check, attest }, 'met', [], 'unknown, bars'],
    ['both are there', { check, attest }, 'met', ['attested'], 'met'],
    ['a decision is no statement', { check, attest, ifUnknown: 'attest' }, 'met', ['accepted'], 'unknown, bars'],
    [
      'nor where the check is unknown',
      { check, attest, ifUnknown: 'attest' },
      'unknown',
      ['accepted'],
      'unknown, bars',
    ],
    ['the statement stands in', { check, attest, ifUnknown: 'attest' }, 'unknown', ['attested unread'], 'met'],
    ['a statement beside a check', { check, attest, ifUnknown: 'attest' }, 'unknown', ['attested'], 'unknown, bars'],
    ['it waits for a step', { steps: ['S3'] }, null, [], 'unmet, bars'],
  ])('when %s', (_, of, verdict, words, expected) => {
    expect(stands(of, verdict, words)).toBe(expected)
  })

  it('that waits for a step is met once the step is done, and bars only what the plan says', () => {
    const { story } = momentWhen('approved')
    const runbook = story.plan.runbooks[0]
    if (runbook === undefined) throw new Error('the sample plan has no runbook')
    expect(gateStatus(story.state, runbook, gate({ steps: ['S3'] })).verdict).toBe('met')
    expect(gatesBarring(story.state, runbook, 'go')).toEqual([])
    expect(gatesBarring(declared().state, runbook, 'go').map(({ gate: { id } }) => id)).toContain('P6')
    expect(gatesBarring(declared().state, runbook, 'arm')).toEqual([])
  })

  it('is attested by the duty it names, and only where the plan asks for somebody’s word', () => {
    const { story } = momentWhen('declared')
    const word = (gateId: string, runbook = 'region-failover') =>
      story.ask(
        { type: 'attest-gate', runbook, gate: gateId, statement: attestedWords(story.plan, gateId) },
        commanding,
      )
    expect(word('P3').ok).toBe(true)
    expect(word('P2')).toMatchObject({ refusal: { code: 'not-now' } })
    expect(word('P77')).toMatchObject({ refusal: { code: 'not-found' } })
    expect(word('P3', 'another')).toMatchObject({ refusal: { code: 'not-found' } })
    story.by('mara-okafor', { type: 'assign-duty', duty: 'commander', person: null })
    expect(word('P3')).toMatchObject({ refusal: { code: 'no-duty', missing: ['Commander'] } })
  })

  it('is attested sentence by sentence: what is left out is named and nothing is recorded', () => {
    const { story } = momentWhen('declared')
    const sentences = story.plan.runbooks[0]?.gates.find(({ id }) => id === 'P3')?.attest?.confirm ?? []
    expect(sentences.length).toBeGreaterThan(1)
    const say = (statement: string) =>
      story.ask({ type: 'attest-gate', runbook: 'region-failover', gate: 'P3', statement }, commanding)
    expect(say('I read the logs.')).toMatchObject({ refusal: { code: 'bad-input', missing: sentences } })
    expect(say(sentences.slice(1).join(' '))).toMatchObject({ refusal: { missing: sentences.slice(0, 1) } })
    expect(say(`${sentences.join('\n  ')} Kenji looked, too.`).ok).toBe(true)
  })

  it('is accepted as unknown only where the plan lets a decision stand in', () => {
    const { story } = momentWhen('declared')
    const accept = (subject: string | null) =>
      story.ask(
        { type: 'record-decision', kind: 'accept-unknown-gate', runId: null, subject, statement: 'be it so' },
        commanding,
      )
    expect(accept('region-failover/P2').ok).toBe(true)
    for (const blocked of ['region-failover/P3', 'region-failover/P1', 'region-failover/P5'])
      expect([blocked, accept(blocked)]).toMatchObject([blocked, { refusal: { code: 'not-now' } }])
    expect(accept('region-failover/P77')).toMatchObject({ refusal: { code: 'not-found' } })
  })
})

describe('a gate that only warns, read as unmet', () => {
  const unmet = () => {
    const { story } = momentWhen('approved')
    const judge = (verdict: Verdict) =>
      story.worker({ type: 'judge-gate', runbook: 'region-failover', gate: 'P5', verdict, readings: [], reason: 'few' })
    judge('unmet')
    const go = () => story.ask({ type: 'give-go', runId: story.runId() }, commanding)
    const override = (gate = 'P5', by = commanding) =>
      story.ask(
        {
          type: 'record-decision',
          kind: 'override-gate',
          runId: null,
          subject: `region-failover/${gate}`,
          statement: 'The nodes are there.',
        },
        by,
      )
    return { story, judge, go, override }
  }

  it('bars GO until the commander goes on against it, and anew when it fails again', () => {
    const { story, judge, go, override } = unmet()
    expect(go()).toMatchObject({ ok: false })
    expect(override()).toMatchObject({ ok: true })
    const against = {
      type: 'record-decision',
      kind: 'override-gate',
      runId: null,
      subject: 'region-failover/P5',
      statement: 'The nodes are there.',
    } as const
    story.by('mara-okafor', against)
    expect(go(), 'approved before anybody went on against it').toMatchObject({ refusal: { code: 'not-approved' } })
    approvedAgain(story)
    expect(go()).toMatchObject({ ok: true })
    judge('met')
    judge('unmet')
    expect(go()).toMatchObject({ ok: false })
  })

  it('is overridden by whoever commands, where it was read as unmet, and nowhere else', () => {
    const { story, judge, override } = unmet()
    expect(override('P3')).toMatchObject({ refusal: { code: 'not-now' } })
    expect(override('P77')).toMatchObject({ refusal: { code: 'not-found' } })
    judge('unknown')
    expect(override()).toMatchObject({ refusal: { code: 'not-now' } })
    judge('unmet')
    story.by('mara-okafor', { type: 'assign-duty', duty: 'commander', person: null })
    expect(override()).toMatchObject({ refusal: { code: 'no-duty' } })
  })
})

describe('a disaster class', () => {
  const declare = (kind: 'proposed' | 'arming', disaster: string, verdict: Verdict | null = null) => {
    const { story } = momentWhen('proposed')
    if (kind === 'arming') story.by('mara-okafor', { type: 'start-run', runbook: 'region-failover' })
    if (verdict !== null)
      story.worker({
        type: 'judge-gate',
        runbook: 'class/region-failure',
        gate: '0',
        verdict,
        readings: [],
        reason: '3 violations',
      })
    const decision = story.ask({ type: 'declare-incident', class: disaster, statement: 'so it looks' }, commanding)
    return decision.ok ? 'declared' : `${decision.refusal.code}: ${decision.refusal.message}`
  }

  it('is refused when a measured fact speaks against it, in the plan’s words', () => {
    expect(declare('proposed', 'region-failure', 'met')).toMatch(/^wrong-class: Integrity violations/)
    expect(declare('proposed', 'region-failure', 'unmet')).toBe('declared')
    expect(declare('proposed', 'region-failure', 'unknown')).toBe('declared')
  })

  it('is refused without a runbook, against the run under way, or when the plan does not know it', () => {
    expect(declare('proposed', 'data-corruption')).toMatch(/^wrong-class: This plan has no runbook/)
    expect(declare('arming', 'data-corruption')).toMatch(/^wrong-class/)
    expect(declare('proposed', 'meteor')).toMatch(/^not-found/)
  })
})
