import { attestedWords } from '@/lib/testing/attested-words'
import { describe, expect, it } from 'vitest'
import { IncidentStory } from '@/lib/testing/incident-story'
import { momentWhen } from '@/lib/testing/every-state'
import * as night from '@/lib/testing/region-failure'
import { costAt } from '../money'
import { buildConsoleView } from './console-view'
import { clockStatus } from './tier-clocks'

const mara = 'mara-okafor'
const seen = (story: IncidentStory, person = mara) => buildConsoleView(story.input(), story.viewer(person))
/** A drill of a region that is well: nothing failed before it was declared. */
const declaredByWord = () =>
  new IncidentStory('simulation')
    .at('02:45:30')
    .by(mara, { type: 'declare-incident', class: 'region-failure', statement: 'a drill' })
const rows = (story: IncidentStory) => seen(story).checklist.phases.flatMap((phase) => phase.rows)
const row = (story: IncidentStory, key: string) => rows(story).find((one) => one.key === key)

describe('the checklist', () => {
  it('has a row for every gate, step and approval, and one for GO, in the order of the phases', () => {
    const keys = rows(night.promoting()).map(({ key }) => key)
    expect(keys).toEqual([
      ...['P1', 'P2', 'P3', 'P4', 'P5', 'P6'].map((id) => `gate:${id}`),
      ...['S1', 'S2', 'S3', 'S4'].map((id) => `step:${id}`),
      'approval:A1',
      'go',
      ...['S6', 'S7', 'S10', 'S11', 'S12', 'S13', 'S19', 'S20', 'S21'].map((id) => `step:${id}`),
    ])
  })

  it('folds a phase whose gates bar nothing, and keeps one that is not met in sight', () => {
    const judged = { type: 'judge-gate', runbook: 'region-failover', gate: 'P5', verdict: 'unmet' } as const
    const story = night.approved().worker({ ...judged, readings: [], reason: 'nodes: no (read: false)' })
    const declared = () => seen(story).checklist.phases.find((phase) => phase.id === 'declare')
    expect(declared()?.finished).toBe(false)
    const decision = { type: 'record-decision', kind: 'override-gate', subject: 'region-failover/P5' } as const
    story.by(mara, { ...decision, runId: null, statement: 'Counted by hand.' })
    expect(declared()).toMatchObject({ finished: true, summary: expect.stringMatching(/^5 of 6 gates/) as string })
    expect(row(story, 'gate:P5')).toMatchObject({
      done: false,
      bars: false,
      word: 'not met, does not bar',
      meta: 'nodes: no (read: false); overridden: Counted by hand.; does not bar GO',
    })
  })

  it('says beside a phase that is done what of it does not hold any more', () => {
    const story = night.gone().succeeds('S4')
    const judge = (step: string, verdict: 'unmet' | 'unknown') =>
      story.worker({
        type: 'judge-proof',
        runId: story.runId(),
        step,
        verdict,
        broken: [0],
        readings: [],
        reason: 'no',
      })
    const arm = () => seen(story).checklist.phases.find((phase) => phase.id === 'arm')
    expect(arm()?.broken).toBeNull()
    judge('S4', 'unknown')
    expect(arm()?.broken).toEqual({ status: 'unknown', words: 'S4 can no longer be told' })
    judge('S1', 'unmet')
    judge('S4', 'unmet')
    expect(arm()).toMatchObject({
      summary: expect.stringMatching(/^4 of 4/) as string,
      broken: { status: 'breached', words: 'S1 and S4 no longer hold' },
    })
  })

  it('says of a waiting step what it waits for and who owns it, of a running one who has it', () => {
    expect(row(night.promoting(), 'step:S12')).toMatchObject({ word: 'waiting', meta: 'for S11 · Network' })
    expect(row(night.promoting(), 'step:S7')).toMatchObject({
      word: 'running',
      meta: 'Database, T. Varga',
      wayBack: 'one-way',
    })
    expect(row(night.approved(), 'step:S6')).toMatchObject({ meta: 'for GO · Database' })
  })

  it('waits for a fact by name when nothing else is missing', () => {
    const story = night.declared()
    story.by(mara, { type: 'start-run', runbook: 'region-failover' }).does('S1')
    expect(row(story, 'step:S3')?.meta).toContain('the incident in PagerDuty, not known yet')
  })

  it('says of GO what bars it, and that nothing does once everything stands', () => {
    expect(row(night.declared(), 'go')).toMatchObject({ word: 'waiting', meta: 'for gates and approvals' })
    expect(row(night.asked(), 'go')).toMatchObject({ word: 'waiting', meta: 'for approvals' })
    expect(row(night.approved(), 'go')).toMatchObject({ word: 'due', meta: 'nothing bars it' })
    expect(row(night.gone(), 'go')).toMatchObject({ word: 'given', meta: '02:47:02 UTC, M. Okafor' })
  })

  it('draws the line above the one-way step and says where the run stands to it', () => {
    expect(seen(night.gone()).checklist.line).toMatchObject({
      before: 'step:S7',
      state: 'ahead',
      lastSafeAbort: 'last safe abort: any time before S7',
    })
    const between = night.gone().starts('S6').accepts('S6').succeeds('S6').at('02:47:10').starts('S7')
    expect(seen(between).checklist.line).toMatchObject({
      state: 'in-doubt',
      lastSafeAbort: 'last safe abort ended 02:47:10 UTC',
    })
    expect(seen(night.promoting()).checklist.line).toMatchObject({
      state: 'crossed',
      line: 'Point of no return, crossed 02:47:12 UTC',
    })
  })

  it('folds what is done and the way to a GO that was given', () => {
    const foldable = seen(night.promoting())
      .checklist.phases.filter((phase) => phase.foldable)
      .map(({ id }) => id)
    expect(foldable).toEqual(['declare', 'arm', 'go'])
    expect(seen(night.approved()).checklist.phases.some((phase) => phase.foldable && phase.id === 'arm')).toBe(false)
  })

  it('puts approvals and GO between arming and what GO lets start', () => {
    const graph = Object.fromEntries(seen(night.promoting()).checklist.graph.map(({ id, after }) => [id, after]))
    expect(graph['approval:A1']).toEqual(['step:S2'])
    expect(graph['go']).toEqual(['approval:A1'])
    expect(graph['step:S6']).toEqual(['step:S2', 'go'])
    expect(graph['step:S7']).toEqual(['step:S6'])
  })
})

describe('the clocks', () => {
  const t0 = (story: IncidentStory) => {
    const clock = seen(story).clocks[0]
    if (clock === undefined) throw new Error('no clock')
    return clock
  }

  it('counts from impact and from declaration and says what GO makes of it', () => {
    const clock = t0(night.approved())
    expect(clock).toMatchObject({
      impactAt: '2026-11-19T02:41:07.000Z',
      declaredAt: '2026-11-19T02:45:30.000Z',
      rtoMilliseconds: 60_000,
    })
    expect(clock.predicted?.from).toBe('now')
  })

  it('computes that the target cannot be kept, and what dominates', () => {
    expect(t0(night.declared())).toMatchObject({
      attainable: false,
      fromGo: { p50: 142_000, dominated: { step: 'S7', milliseconds: 84_000 } },
    })
  })

  it('predicts from what has happened: a step that overruns pushes what follows', () => {
    const early = t0(night.promoting()).predicted?.p50 ?? 0
    const story = night.promoting().at('02:50:00')
    story.reads('global-cluster', { ...story.readings['global-cluster']?.fields })
    const late = t0(story).predicted?.p50 ?? 0
    expect(new Date(early).toISOString()).toBe('2026-11-19T02:49:24.000Z')
    expect(late - early).toBeGreaterThan(60_000)
  })

  it('has no forecast for a tier no step proves', () => {
    expect(seen(night.promoting()).clocks[1]).toMatchObject({
      tier: 'T1',
      predicted: null,
      fromGo: null,
      attainable: null,
    })
  })

  it('is unknown for a tier of which nothing is known, however late it is', () => {
    const [, t1] = seen(night.promoting()).clocks
    if (t1 === undefined) throw new Error('no further tier')
    for (const time of ['02:47:53', '04:47:53'])
      expect(clockStatus(t1, Date.parse(`2026-11-19T${time}Z`)), time).toBe('unknown')
  })

  it('is not breached by a declaration alone, while no impact was seen', () => {
    const seenOutside = (ok: boolean) => {
      const story = declaredByWord()
      for (const id of ['vantage-eu', 'vantage-ap', 'vantage-sa'])
        story.at('02:59:59').reads(id, { ok, since: '2026-11-19T02:59:30.000Z', consecutive: 9 })
      return clockStatus(t0(story.at('03:00:00')), Date.parse('2026-11-19T03:00:00Z'))
    }
    expect(seenOutside(true)).toBe('ok')
    expect(seenOutside(false)).toBe('warning')
    expect(clockStatus(t0(declaredByWord().at('03:00:00')), Date.parse('2026-11-19T03:00:00Z'))).toBe('unknown')
  })

  it.each<[string, () => IncidentStory, string, string]>([
    ['before the declaration', night.proposed, '02:44:10', 'waiting'],
    ['in time, but not to be kept', night.declared, '02:45:35', 'warning'],
    ['over its target', night.promoting, '02:47:53', 'breached'],
  ])('%s it is judged by the clock of its plan', (_, tell, time, status) => {
    expect(clockStatus(t0(tell()), Date.parse(`2026-11-19T${time}Z`))).toBe(status)
  })

  it('stops at the first success, provisionally until it has proven sustained', () => {
    expect(t0(night.recovered())).toMatchObject({ stop: 'provisional', stoppedAt: '2026-11-19T02:49:36.000Z' })
    expect(t0(night.proven())).toMatchObject({
      stop: 'recovered',
      stoppedAt: '2026-11-19T02:49:36.000Z',
      predicted: null,
    })
  })
})

describe('money and loss', () => {
  it('counts the highest rate of the tiers that are watched, and stops with recovery', () => {
    const { money } = seen(night.promoting())
    expect(money.perMinute).toBe(120_000)
    expect(costAt(money.stretches, Date.parse('2026-11-19T02:47:53Z'))).toBe(812_000)
    const after = seen(night.proven()).money
    expect(after.perMinute).toBe(0)
    expect(costAt(after.stretches, Date.parse('2026-11-19T04:00:00Z'))).toBe(1_018_000)
  })

  it('reads the loss until GO, then freezes it', () => {
    expect(seen(night.approved()).loss).toMatchObject({
      kind: 'now',
      amount: '0.70 s',
      count: 'about 930 orders',
      bound: '1.50 s',
      aboveBound: false,
    })
    expect(seen(night.promoting()).loss).toMatchObject({ kind: 'accepted', amount: '0.70 s' })
  })

  it('keeps what was decided at GO where the loss cannot be read when the one-way step is sent', () => {
    const story = night.gone().does('S6').cannotRead('witness', 'no reply')
    const last = { milliseconds: 700, count: 930, noun: 'orders', measuredAt: story.now(), source: 'w', unknown: null }
    const unread = { ...last, milliseconds: null, count: null, unknown: 'witness: no reply' }
    story.worker({ type: 'watch-loss', runId: story.runId(), loss: unread, last }).starts('S7')
    expect(story.state.runs[0]?.lossAtAct).toMatchObject({ milliseconds: null })
    expect(seen(story).loss).toMatchObject({ kind: 'accepted', amount: '0.70 s' })
  })

  it('says UNKNOWN where an end cannot be read, never zero', () => {
    const story = night.approved().cannotRead('west-heartbeat', 'no reply')
    expect(seen(story).loss).toMatchObject({ amount: null, milliseconds: null, unknown: 'west-heartbeat: no reply' })
  })
})

describe('the focus of a step', () => {
  const focus = (story: IncidentStory, key: string, person = mara) => seen(story, person).focus[key]

  it('shows the command as it was sent, with its answer', () => {
    const [command] = focus(night.promoting(), 'step:S7')?.commands ?? []
    expect(command?.text).toContain('--allow-data-loss')
    expect(command).toMatchObject({ status: 'accepted', requestId: '5f0c19aa-0' })
  })

  it('shows what a command still waits for instead of a guess', () => {
    expect(focus(night.declared(), 'step:S19')).toMatchObject({ commands: [] })
    expect(focus(night.declared(), 'step:S19')?.unresolved).not.toBeNull()
  })

  it('marks a reading that gives no answer as unknown and keeps the last value', () => {
    const table = focus(night.promoting(), 'step:S7')?.doneWhen ?? []
    expect(table[0]).toMatchObject({ value: 'failing-over', status: 'running' })
    expect(table[3]).toMatchObject({ unknown: 'no reply', status: 'unknown', value: 'true' })
  })

  it('lists the journal numbers behind the step in order', () => {
    const numbers = (focus(night.promoting(), 'step:S7')?.evidence ?? []).map(({ sequence }) => sequence)
    expect(numbers.length).toBeGreaterThan(2)
    expect(numbers).toEqual([...numbers].sort((a, b) => a - b))
  })

  it('never lets the point of no return be skipped and lets only the owner attest a gate', () => {
    expect(focus(night.promoting(), 'step:S7')?.actions.map(({ verb }) => verb)).not.toContain('skip-step')
    const [attest] = focus(night.armed(), 'gate:P3', 'tomas-varga')?.actions ?? []
    expect(attest?.disabledBecause).toBe('Whoever holds Commander attests this.')
  })
})

describe('abort', () => {
  it.each<[string, () => IncidentStory, string]>([
    ['while arming', night.armed, 'Abort'],
    ['after GO', night.gone, 'Abort'],
    ['while nobody knows', () => momentWhen('promotion intended').story, 'Stop here, in doubt'],
    ['past the line', night.promoting, 'Stop here, forward only'],
  ])('%s is enabled and says what it does', (_, tell, label) => {
    const abort = seen(tell()).runActions.find(({ key }) => key === 'abort')
    expect(abort).toMatchObject({ label, disabledBecause: null, verb: 'abort-run' })
  })
})

describe('a run that was stopped while the promotion is in doubt', () => {
  it('promises no way back, on the line, beside the button and as what to do now', () => {
    const view = seen(momentWhen('stopped, promotion in doubt').story)
    expect(view.checklist.line).toMatchObject({ state: 'in-doubt' })
    expect(view.runWords).toMatch(/not known/)
    expect(view.doNow).toMatchObject({ headline: 'Stopped, S7 in doubt', primary: { verb: 'resume-run' } })
  })
})

describe('the room', () => {
  it('is one table of duty, holder and answer, with who may be assigned for the commander only', () => {
    const story = night.promoting().by(mara, { type: 'call-poll', question: 'GO?', duties: ['database'] })
    story.by('tomas-varga', { type: 'answer-poll', poll: 1, answer: 'go', reason: null })
    const { room } = seen(story)
    expect(room.rows.find(({ duty }) => duty === 'database')).toMatchObject({ name: 'T. Varga', answer: 'GO' })
    expect(room.mayAssign).toBe(true)
    expect(seen(story, 'tomas-varga').room.mayAssign).toBe(false)
    expect(room.poll).toMatchObject({ asked: 1, go: 1, closedAt: null })
  })

  it('offers nothing of a poll that was open when the incident was closed', () => {
    const story = night.declared().by(mara, { type: 'call-poll', question: 'GO?', duties: ['commander'] })
    expect(seen(story).room.poll?.actions.map(({ label }) => label)).toEqual(['GO', 'NO-GO', 'Close poll'])
    story.by(mara, { type: 'close-incident', reason: 'A false alarm.' })
    expect(seen(story).room.poll?.actions).toEqual([])
  })

  it('lists what was sent and where, and decisions with who made them', () => {
    const story = night.promoting()
    const { room } = seen(story)
    expect(room.sent.map(({ text }) => text)).toContain('Slack #incidents-exec, S3')
    expect(room.decisions.map(({ text, by }) => `${text} ${by}`)).toEqual([
      'GO. M. Okafor',
      `P6 attested: ${attestedWords(story.plan, 'P6')} M. Okafor`,
      `P3 attested: ${attestedWords(story.plan, 'P3')} M. Okafor`,
      `P1 attested: ${attestedWords(story.plan, 'P1')} M. Okafor`,
      'Armed region failover, i-2041-R1. M. Okafor',
      'Declared region failure. M. Okafor',
    ])
  })
})
