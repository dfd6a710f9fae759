import { describe, expect, it } from 'vitest'
import { chained, evidenceInput, evidenceView, entryView } from '@/lib/testing/evidence-input'
import { momentWhen } from '@/lib/testing/every-state'
import { approvedAgain, gone, proven, recovered, request } from '@/lib/testing/region-failure'
import { correctedTooLate, saidImpact } from '@/lib/testing/said-impact'
import { hashEntry } from '../../journal/chain'
import type { JournalEntry } from '../../journal/entry'
import { project } from '../../run/project/project'
import type { EvidenceInput } from './evidence-input'
import { choicesOf, filterRows, noFilter } from './filter-rows'
import { splitShares } from './split-words'

const lost = { milliseconds: 620, count: 817, noun: 'orders', measuredAt: '2026-11-19T02:51:20.000Z' }
const night = () =>
  proven()
    .at('02:51:20')
    .worker({ type: 'measure-loss', loss: { ...lost, source: 'witness', unknown: null } })
const input = evidenceInput(night())
const view = evidenceView(input)
const change = (index: number, entry: Partial<JournalEntry>): EvidenceInput => {
  const known = input.entries[index]
  if (known === undefined) throw new Error(`no entry ${index}`)
  return { ...input, entries: input.entries.with(index, { ...known, ...entry }) }
}
const figures = (of: EvidenceInput) =>
  Object.fromEntries(
    (evidenceView(of).tiers[0]?.figures ?? []).map(({ name, value, status, verdict }) => [
      name,
      [value, status, verdict].join(' | '),
    ]),
  )

describe('the record of a night', () => {
  it('names itself, its plan and who was in command', () => {
    expect(view.incident).toMatchObject({
      label: 'INC-2041',
      live: true,
      status: 'recovered on record, still open',
      open: true,
    })
    expect(view.facts.map(({ name }) => name)).toEqual(['date', 'run', 'plan', 'environment', 'commander'])
    expect(view.facts.at(-1)?.value).toBe('Mara Okafor')
  })

  it('says the chain holds from the first entry to the last', () => {
    const count = input.entries.length
    expect(view.chain).toMatchObject({ sound: true, words: `chain verified, #1 to #${count}, no gaps`, entries: count })
  })

  it('judges both clocks and the loss against what was promised', () => {
    expect(figures(input)).toEqual({
      'T0 from impact': '8:29 | breached | over 1:00',
      'from declaration': '4:06 | breached | missed, target 1:00',
      'measured loss': '0.62 s | breached | missed, promised 0, 817 orders',
    })
  })

  it('measures nothing on a clock that was scaled', () => {
    const scaled = { ...input, environment: input.environment && { ...input.environment, timeScale: 20 } }
    expect(new Set(Object.values(figures(scaled)).map((words) => words.split(' | ').slice(1).join()))).toEqual(
      new Set(['unknown,not measured, time scale 20']),
    )
  })

  it('measures nothing between an impact and a recovery that lies before it', () => {
    expect(figures(evidenceInput(correctedTooLate()))).toMatchObject({
      'T0 from impact': ' | unknown | recovered before the recorded impact',
    })
  })

  it('calls an impact that somebody said a word', () => {
    expect(figures(evidenceInput(saidImpact('working')))).toMatchObject({
      'T0 from impact': ' | waiting | said by a person, not seen from outside',
    })
  })

  it('judges nothing before recovery, and nothing that has not proven sustained', () => {
    expect(figures(evidenceInput(gone()))).toMatchObject({ 'T0 from impact': ' | waiting | not recovered yet' })
    expect(figures(evidenceInput(recovered()))).toMatchObject({
      'from declaration': '4:06 | waiting | not yet sustained',
    })
  })

  it('shows where the time went in whole seconds that add up to the total', () => {
    const split = view.tiers[0]?.split
    if (split?.known !== true) throw new Error('not known')
    const shares = splitShares(split.split)
    expect(shares.map(({ label }) => label)).toEqual(['detect', 'decide', 'wait for people', 'execute', 'verify'])
    expect(shares.reduce((sum, { seconds }) => sum + seconds, 0)).toBe(509)
    const odd = {
      ...split.split,
      milliseconds: 1_998,
      parts: split.split.parts.map((p) => ({ ...p, milliseconds: 999 })),
    }
    expect(splitShares({ ...odd, parts: odd.parts.slice(0, 2) }).map(({ seconds }) => seconds)).toEqual([0, 1])
  })

  it('puts the red line above the entry that crossed it, once', () => {
    const lines = view.rows.filter(({ pointOfNoReturn }) => pointOfNoReturn)
    expect(lines).toMatchObject([{ what: 'S7 accepted: point of no return', tier: 'T0', key: true }])
  })

  it('is drilled under its own name', () => {
    const drill = evidenceView(evidenceInput(gone('clone-failover')))
    expect(drill.incident).toMatchObject({ label: 'DRILL-2041', live: false, mode: 'clone-failover' })
  })
})

describe('a record that was tampered with', () => {
  it('is shown entry by entry, with the first that cannot be trusted', () => {
    const broken = evidenceView(change(4, { payload: '{"n":7}' }))
    expect(broken.chain).toMatchObject({ sound: false, brokenAt: 5, head: { sequence: 4 } })
    expect(broken.chain.words).toMatch(/^chain broken at #5: altered/)
    expect(broken.rows[4]).toMatchObject({ kind: 'unreadable', key: true })
    expect(broken.rows).toHaveLength(input.entries.length)
  })

  it('is shown where a time is none, whatever hash was made of it', () => {
    const [, , , fourth] = input.entries
    if (fourth === undefined) throw new Error('no entry 4')
    const timeless = { ...fourth, at: 'unreadable' }
    const broken = evidenceView(change(3, { ...timeless, hash: hashEntry(timeless) }))
    expect(broken.chain).toMatchObject({ sound: false, brokenAt: 4 })
    expect(broken.rows[3]).toMatchObject({ kind: 'unreadable', fromImpactMilliseconds: null })
  })

  it('measures nothing from a history that cannot have been', () => {
    const broken = evidenceView({ ...input, entries: input.entries.toSpliced(3, 1) })
    expect(broken).toMatchObject({ tiers: [], money: null, chain: { sound: false, brokenAt: 5 } })
    expect(broken.tiersUnknown).toMatch(/possible history/)
  })

  it('misses its end when the database says there was more', () => {
    const cut = evidenceView({ ...input, entries: input.entries.slice(0, 20) })
    expect(cut.chain).toMatchObject({ sound: false, brokenAt: null })
    expect(cut.chain.words).toMatch(/^chain cut or rewritten: number \d+ had been written/)
  })

  it.each([
    ['that is gone', null],
    ['at zero', { stream: 'incident:i', sequence: 0, hash: '' }],
  ])('has no end by a head %s, so that nobody can say whether it is whole', (_, head) => {
    const { chain } = evidenceView({ ...input, end: { ...input.end, head } })
    expect(chain).toMatchObject({ sound: false, brokenAt: null })
    expect(chain.words).toMatch(/^chain without an end/)
  })

  it('misses its end when its incident was written further than its head', () => {
    const entries = input.entries.slice(0, 20)
    const [last] = entries.slice(-1)
    for (const head of [null, last ?? null]) {
      const { chain } = evidenceView({ ...input, entries, end: { ...input.end, head } })
      expect(chain.sound).toBe(false)
      expect(chain.words).toContain(`number ${input.entries.length} had been written and is not there`)
    }
  })

  it('survives without a plan and without a single entry', () => {
    const nothing = evidenceView({
      ...input,
      entries: [],
      end: { head: null, listed: 0 },
      plan: null,
      environment: null,
    })
    expect(nothing).toMatchObject({ rows: [], tiers: [], chain: { sound: false, words: 'no entries', head: null } })
  })
})

describe('looking for an entry', () => {
  const total = view.rows.length
  const found = (filter: Partial<typeof noFilter>) => filterRows(view.rows, { ...noFilter, ...filter })

  it('begins with the turning points and says how many are folded', () => {
    const { shown, folded } = found({})
    expect(shown.every(({ key }) => key)).toBe(true)
    expect(shown.length + folded).toBe(total)
    expect(found({ all: true }).shown).toHaveLength(total)
  })

  it.each([
    ['text, whatever its case', { text: 'POINT of no' }, 1],
    ['a number', { text: '#1' }, null],
    ['a kind', { kinds: ['approval'] }, 3],
    ['a person', { who: ['T. Varga'] }, 1],
    ['a kind and a person', { kinds: ['approval'], who: ['M. Okafor'] }, 1],
    ['what nobody said', { text: 'zebra' }, 0],
  ])('by %s', (_, filter, count) => {
    const { shown } = found({ ...filter, all: true })
    if (count === null) expect(shown[0]?.sequence).toBe(1)
    else expect(shown).toHaveLength(count)
  })

  it('by tier leaves out what belongs to none', () => {
    expect(found({ tiers: ['T0'], all: true }).shown.every(({ tier }) => tier === 'T0')).toBe(true)
  })

  it('counts every value, most frequent first', () => {
    const kinds = choicesOf(view.rows, ({ kind }) => kind)
    expect(kinds.reduce((sum, { count }) => sum + count, 0)).toBe(total)
    expect(kinds.map(({ count }) => count)).toEqual(kinds.map(({ count }) => count).toSorted((a, b) => b - a))
    expect(choicesOf(view.rows, ({ tier }) => tier).map(({ value }) => value)).toEqual(['T0'])
  })
})

describe('one entry in full', () => {
  const accepted = input.entries.find(
    ({ type, payload }) => type === 'step.commandAccepted' && payload.includes('"S7"'),
  )
  const entry = entryView(input, accepted?.sequence ?? 0)
  const value = (name: string) => entry?.fields.find((field) => field.name === name)?.value

  it('says what ran, on whose consent, and by whose hand', () => {
    expect(value('command text')).toContain('failover-global-cluster')
    expect(value('approvals')).toMatch(/^#\d+ T\. Varga, #\d+ I\. Duarte$/)
    expect(value('actor')).toBe('worker w-2, fencing token 1')
    expect(value('request id')).toBe('5f0c19aa-0')
    expect(entry?.wayBack).toBe('one-way')
  })

  it('names the approvals it rested on, not those that were void by then', () => {
    const { story } = momentWhen('fence unproven')
    const decision = { kind: 'accept-unproven', runId: story.runId(), subject: 'S6', statement: 'by phone' } as const
    story.by('mara-okafor', { type: 'record-decision', ...decision })
    approvedAgain(story).starts('S7').accepts('S7')
    const sent = story.events.find(({ type, payload }) => type === 'step.commandAccepted' && payload.step === 'S7')
    const rested = entryView(evidenceInput(story), sent?.sequence ?? 0)?.fields.find(({ name }) => name === 'approvals')
    const [first, second] = story.state.requests[request(story).requestId]?.answers ?? []
    expect(rested?.value).toBe(`#${first?.sequence ?? 0} T. Varga, #${second?.sequence ?? 0} I. Duarte`)
  })

  it('carries the stored bytes, and whether they give the hash', () => {
    expect(entry).toMatchObject({ hashHolds: true, unreadable: null, stored: { payload: accepted?.payload } })
    const forged = entryView(change(0, { payload: '{}' }), 1)
    expect(forged).toMatchObject({ hashHolds: false, fields: [{ name: 'actor' }] })
    expect(forged?.unreadable).not.toBeNull()
  })

  it('leaves out no field of any payload', () => {
    for (const { sequence, payload } of chained(night())) {
      const said = (entryView(input, sequence)?.fields ?? []).map((field) => field.value).join(' ')
      for (const [, text] of payload.matchAll(/:"([^"\\]+)"/g)) expect(said).toContain(text)
    }
  })

  it('is not there for a number that was never written', () => {
    expect(entryView(input, 9_999)).toBeNull()
    expect(entryView(input, Number.NaN)).toBeNull()
  })
})

describe('an incident that was opened by hand, whose alert comes when all is over', () => {
  /** The told night was proposed by hand; the alert that follows at once is taken out, and comes at an instant or never. */
  const withAlert = (at: string | null) => {
    const story = night()
    const alert = story.events.find(({ type }) => type === 'incident.alertReceived')
    if (alert === undefined) throw new Error('the night has an alert')
    const told = [...story.events.filter((one) => one !== alert), ...(at === null ? [] : [{ ...alert, at }])]
    story.events.splice(0, Infinity, ...told.map((one, index) => ({ ...one, sequence: index + 1 })))
    story.state = project(null, story.events) ?? story.state
    return evidenceView(evidenceInput(story))
  }
  const late = withAlert('2026-11-19T02:58:00.000Z')

  it('has the clocks it had without: what joins later detected nothing', () => {
    expect(late.rows.length).toBe(withAlert(null).rows.length + 1)
    expect(late.tiers).toEqual(withAlert(null).tiers)
  })

  it('splits the time as it was spent, and says that a person detected it', () => {
    const split = late.tiers[0]?.split
    if (split?.known !== true) throw new Error('no split')
    const parts = Object.fromEntries(split.split.parts.map(({ part, milliseconds }) => [part, milliseconds / 1_000]))
    expect(parts).toEqual({ detect: 183, decide: 123, wait: 49, execute: 128, verify: 26 })
    expect(split.split.parts[0]?.note).toBe('no alert: until it was proposed by hand')
  })
})
