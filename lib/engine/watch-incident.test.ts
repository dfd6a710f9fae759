import { describe, expect, it } from 'vitest'
import type { RecordedEvent } from '@/lib/domain/run/events/event'
import { engineScene } from '@/lib/testing/engine-scene'
import { momentWhen } from '@/lib/testing/every-state'
import { IncidentStory } from '@/lib/testing/incident-story'
import { approved, declared, gone, promoting, readable, request, watched } from '@/lib/testing/region-failure'
import { LeaseLost } from './ports'
import { IncidentWatch } from './watch-incident'

const monitors = ['vantage-eu', 'vantage-ap', 'vantage-sa']
const instant = (time: string) => `2026-11-19T${time}.000Z`

/** What the watch writes at each look, besides gates. */
function watching(story: IncidentStory) {
  const { ports, journal } = engineScene(story, 'S7', {}).hands
  const watch = new IncidentWatch({ ...ports, clock: { ...ports.clock, now: () => Date.parse(story.now()) } }, journal)
  return async (time: string) => {
    const known = story.events.length
    story.at(time)
    await watch.look(await journal.load())
    return story.events.slice(known).flatMap((event) => (event.type === 'incident.gateJudged' ? [] : [event]))
  }
}
const types = (events: readonly { type: string }[]) => events.map(({ type }) => type)

/** All monitors say so, and the watch looks. */
function looks(story: IncidentStory, look: (time: string) => Promise<RecordedEvent[]>) {
  return (time: string, ok: boolean, since: string, consecutive = 9) => {
    seen(story, time, ok, since, consecutive)
    return look(time)
  }
}

function seen(story: IncidentStory, at: string, ok: boolean, since: string, consecutive = 9) {
  const fields = { ok, since: instant(since), firstFailedAt: ok ? null : instant(since), consecutive }
  for (const monitor of monitors) story.at(at).reads(monitor, fields)
}

/** `02:48:00` and so many seconds. */
const after = (time: string, seconds: number) =>
  new Date(Date.parse(instant(time)) + seconds * 1_000).toISOString().slice(11, 19)

describe('impact and recovery, as the watch sees them', () => {
  it('opens the outage by the plan’s rule: held, not a probe’s word, and dated back to the first failure', async () => {
    const story = new IncidentStory()
    const look = watching(story)
    const looked = looks(story, look)
    expect(await looked('02:41:10', false, '02:41:07', 2), 'two checks are too few').toEqual([])
    expect(await looked('02:41:12', false, '02:41:07', 4), 'not held yet').toEqual([])
    story.at('02:41:15').reads('vantage-sa', { ok: true, since: instant('02:41:14'), consecutive: 1 })
    story.reads('vantage-ap', { ok: true, since: instant('02:41:14'), consecutive: 1 })
    expect(await look('02:41:15'), 'one monitor alone is no outage').toEqual([])
    expect(await looked('02:41:16', false, '02:41:07', 8), 'the hold begins anew').toEqual([])
    expect(await looked('02:41:21', false, '02:41:07', 12)).toMatchObject([
      { type: 'incident.impactRecorded', payload: { at: instant('02:41:07'), tier: 'T0' } },
    ])
    expect(await looked('02:41:22', false, '02:41:07', 13)).toEqual([])
  })

  it('is provisional at the first success, lost when it is down again, and proven only once it has held', async () => {
    const story = declared()
    const looked = looks(story, watching(story))
    expect(await looked('02:48:00', true, '02:47:58')).toMatchObject([
      { type: 'tier.recoverySeen', payload: { at: instant('02:47:58') } },
    ])
    expect(await looked('02:48:30', false, '02:48:20'), 'not held yet').toEqual([])
    expect(types(await looked('02:48:35', false, '02:48:20'))).toEqual(['tier.recoveryLost'])
    expect(story.state.tiers['T0']?.outages.at(-1)?.recovered ?? null).toBeNull()

    expect(types(await looked('02:49:00', true, '02:48:55'))).toEqual(['tier.recoverySeen'])
    for (let second = 5; second < 60; second += 5)
      expect(await looked(after('02:49:00', second), true, '02:48:55')).toEqual([])
    expect(await looked('02:50:00', true, '02:48:55', 4), 'too few in a row').toEqual([])
    expect(await looked('02:50:01', true, '02:48:55', 5)).toMatchObject([
      { type: 'tier.recovered', payload: { at: instant('02:48:55') } },
    ])
  })

  it('is not proven across a gap in which nobody read anything', async () => {
    const story = declared()
    const looked = looks(story, watching(story))
    await looked('02:48:00', true, '02:47:58')
    await looked('02:48:10', true, '02:47:58')
    expect(await looked('02:48:59', true, '02:47:58'), 'a hold with a hole is no hold').toEqual([])
    for (let second = 5; second < 60; second += 5) await looked(after('02:48:59', second), true, '02:47:58')
    expect(types(await looked('02:49:59', true, '02:47:58'))).toEqual(['tier.recovered'])
  })

  it('relapses by the rule that opened the outage, and recovers again', async () => {
    const story = watched()
    const looked = looks(story, watching(story))
    await looked('03:05:00', true, '02:49:36')
    story.reads('vantage-eu', {
      ok: false,
      since: instant('03:05:01'),
      firstFailedAt: instant('03:05:01'),
      consecutive: 3,
    })
    expect(await watching(story)('03:05:04'), 'one probe tells no relapse').toEqual([])
    expect(await looked('03:05:06', false, '03:05:01', 3)).toEqual([])
    expect(await looked('03:05:11', false, '03:05:01', 8)).toMatchObject([
      { type: 'tier.relapsed', payload: { tier: 'T0', at: instant('03:05:01') } },
    ])
    expect(story.state.status).toBe('relapsed')
    expect(types(await looked('03:07:00', true, '03:06:58'))).toEqual(['tier.recoverySeen'])
    for (let second = 5; second < 60; second += 5) await looked(after('03:07:00', second), true, '03:06:58')
    expect(types(await looked('03:08:00', true, '03:06:58'))).toEqual(['tier.recovered'])
    expect(story.state.status).toBe('recovered')
    expect(story.state.tiers['T0']?.outages.map(({ from }) => from)).toEqual([instant('02:41:07'), instant('03:05:01')])
  })

  it.each([
    ['ten minutes ahead', '02:51:07', '02:43:00'],
    ['ahead, and right again when it works', '02:42:30', '02:42:10'],
  ])('is seen and proven though the monitors’ clocks differ: the failure dated %s', async (_, failed, works) => {
    const story = new IncidentStory()
    const looked = looks(story, watching(story))
    await looked('02:41:12', false, failed, 4)
    expect(types(await looked('02:41:18', false, failed, 8))).toEqual(['incident.impactRecorded'])
    const [seen] = await looked('02:43:05', true, works)
    expect(seen).toMatchObject({ type: 'tier.recoverySeen' })
    expect((seen?.payload as { at: string }).at > instant(failed)).toBe(true)
    for (let second = 5; second < 60; second += 5)
      expect(await looked(after('02:43:05', second), true, works)).toEqual([])
    expect(types(await looked('02:44:05', true, works))).toEqual(['tier.recovered'])
  })

  it('is lost when the successes began anew between two looks', async () => {
    const story = declared()
    const look = watching(story)
    seen(story, '02:48:00', true, '02:47:58')
    await look('02:48:00')
    seen(story, '02:49:30', true, '02:49:20')
    expect(types(await look('02:49:30'))).toEqual(['tier.recoveryLost'])
    expect(await look('02:49:31')).toMatchObject([{ type: 'tier.recoverySeen', payload: { at: instant('02:49:20') } }])
  })

  it.each([
    ['the successes begin anew again and again', 4],
    ['it fails for long enough each time', 16],
  ])('is few entries where %s', async (_, period) => {
    const story = declared()
    const looked = looks(story, watching(story))
    const said: string[] = []
    for (let second = 0; second < 600; second += 1) {
      const since = second - (second % (period / 2))
      const ok = second % period < period / 2
      said.push(...types(await looked(after('02:48:00', second), ok, after('02:48:00', since), 9)))
    }
    expect(said.length).toBeGreaterThan(1)
    expect(said.length).toBeLessThan(12)
    for (let second = 600; second < 800; second += 1)
      said.push(...types(await looked(after('02:48:00', second), true, '02:58:00')))
    expect(said.slice(-2), 'it came back in the end').toEqual(['tier.recoverySeen', 'tier.recovered'])
  })

  it('is neither while a monitor is silent', async () => {
    const story = declared()
    seen(story, '02:48:00', true, '02:47:58')
    story.cannotRead('vantage-sa', 'no reply')
    expect(await watching(story)('02:48:00')).toEqual([])
  })
})

describe('approvals, as the watch sees them', () => {
  it('are void before GO when a role or a duty is lost, or the loss rises above the bound', async () => {
    const role = momentWhen('approved').story.grants('tomas-varga', [])
    expect(await watching(role)('02:46:55')).toMatchObject([
      { type: 'approval.voided', payload: { reason: expect.stringContaining('tomas-varga') } },
    ])
    const loss = momentWhen('approved').story
    const { requestId } = request(loss)
    loss.at('02:46:55').reads('witness', { lastAt: instant('02:41:09'), ratePerSecond: 1 })
    expect(await watching(loss)('02:46:55')).toMatchObject([{ type: 'approval.voided', payload: { requestId } }])
  })

  it('expire before GO, and stand after it', async () => {
    const late = readable(momentWhen('approved').story.at('03:05:00'))
    expect(types(await watching(late)('03:05:00'))).toEqual(['approval.expired'])
    const gone = momentWhen('going').story
    expect(await watching(readable(gone.at('03:05:00')))('03:05:00')).toEqual([])
  })
})

describe('the loss, as the watch sees it', () => {
  it('goes on the record when it can no longer be read, with the newest figure, and when it can be again', async () => {
    const story = gone().does('S6')
    const look = watching(story)
    const lossOf = (events: readonly RecordedEvent[]) => events.filter(({ type }) => type.startsWith('loss.'))
    expect(lossOf(await look('02:47:03'))).toEqual([])
    story.cannotRead('witness', 'no reply')
    expect(lossOf(await look('02:47:04'))).toMatchObject([
      { type: 'loss.wentUnknown', payload: { last: { milliseconds: 700 }, why: 'witness: no reply' } },
    ])
    expect(lossOf(await look('02:47:05')), 'once').toEqual([])
    const back: RecordedEvent[] = []
    for (let second = 0; second < 6; second += 1) {
      readable(story.at(after('02:47:06', second)))
      back.push(...lossOf(await look(after('02:47:06', second))))
    }
    expect(back, 'once it has held').toMatchObject([{ type: 'loss.cameBack', payload: { loss: {} } }])
    expect(back[0]?.at).toBe(instant('02:47:10'))
    const sent = gone().does('S6').starts('S7')
    const lookOn = watching(sent)
    await lookOn('02:47:03')
    sent.cannotRead('witness', 'no reply')
    expect(lossOf(await lookOn('02:47:04')), 'sent: nothing is left to decide').toEqual([])
  })

  it('is few entries where it flaps, and unknown until it has held', async () => {
    const story = gone().does('S6')
    const look = watching(story)
    const said: string[] = []
    for (let second = 0; second < 120; second += 1) {
      readable(story.at(after('02:47:03', second)))
      if (second % 2 === 1 && second < 60) story.cannotRead('witness', 'no reply')
      said.push(...types(await look(after('02:47:03', second))).filter((type) => type.startsWith('loss.')))
      if (second < 60) expect(said.at(-1)).toBe(second === 0 ? undefined : 'loss.wentUnknown')
    }
    expect(said).toEqual(['loss.wentUnknown', 'loss.cameBack'])
  })

  it('claims nothing it has not seen: a worker that comes to silence records no figure', async () => {
    const story = gone().cannotRead('witness', 'no reply')
    expect(types(await watching(story)('02:47:03'))).toEqual([])
  })
})

describe('consent, as the watch sees it after GO', () => {
  it('is void once too few who gave it may still give it, and stays where enough are left', async () => {
    const story = gone()
    const look = watching(story)
    expect(types(await look('02:47:03'))).toEqual([])
    story.grants('tomas-varga', [])
    expect(await look('02:47:04')).toMatchObject([
      {
        type: 'approval.voided',
        payload: { reason: expect.stringMatching(/^tomas-varga has lost the role/) as string },
      },
    ])
    const third = gone().by('kenji-sato', { type: 'give-approval', ...request(gone()) })
    third.grants('tomas-varga', [])
    expect(types(await watching(third)('02:47:04'))).toEqual([])
  })
})

describe('an entry of the watch that cannot be written', () => {
  it('keeps nothing else from being written, at every look', async () => {
    const story = new IncidentStory()
    const { ports, journal } = engineScene(story, 'S7', {}).hands
    const notes: string[] = []
    const watch = new IncidentWatch(
      {
        ...ports,
        clock: { ...ports.clock, now: () => Date.parse(story.now()) },
        note: (text) => notes.push(text),
      },
      {
        ...journal,
        record: (...commands) =>
          commands.some(({ type }) => type === 'judge-gate')
            ? Promise.reject(new RangeError('too many bytes of payload'))
            : journal.record(...commands),
      },
    )
    for (let second = 10; second < 30; second += 1) {
      seen(story, `02:41:${second}`, false, '02:41:07', 20)
      await watch.look(await journal.load())
    }
    expect(types(story.events)).toContain('incident.impactRecorded')
    expect(notes).toContain('judge-gate could not be recorded')
  })

  it('ends the look where the lease is lost', async () => {
    const story = new IncidentStory()
    const { ports, journal } = engineScene(story, 'S7', {}).hands
    const watch = new IncidentWatch(
      { ...ports, clock: { ...ports.clock, now: () => Date.parse(story.now()) } },
      { ...journal, record: () => Promise.reject(new LeaseLost('incident:INC-1')) },
    )
    await expect(watch.look(await journal.load())).rejects.toThrow(LeaseLost)
  })
})

describe('a gate over a value that is longer than an entry should be', () => {
  it('is judged by all of it, and recorded cut, with a mark that says so', async () => {
    const story = declared()
    const { ports, journal } = engineScene(story, 'S7', {}).hands
    const watch = new IncidentWatch(
      { ...ports, clock: { ...ports.clock, now: () => Date.parse(story.now()) } },
      journal,
    )
    const gate = story.plan.runbooks[0]?.gates.find(({ check }) => check.length === 1)
    const [predicate] = gate?.check ?? []
    if (predicate === undefined) throw new Error('no gate')
    const [reading = '', field = ''] = predicate.reading.split('.')
    const known = story.events.length
    story.at('02:48:00').reads(reading, { [field]: 'é'.repeat(70_000) })
    await watch.look(await journal.load())
    const judged = story.events
      .slice(known)
      .flatMap((event) =>
        event.type === 'incident.gateJudged' && event.payload.gate === gate?.id ? [event.payload] : [],
      )
    expect(judged).toMatchObject([
      { verdict: 'unmet', readings: [{ value: expect.stringMatching(/é… \(cut: 70000 characters\)$/) as string }] },
    ])
    expect(JSON.stringify(judged).length).toBeLessThan(4_000)
  })
})

describe('a gate that flaps', () => {
  it('is bad news at once and good news once it has held, in few entries', async () => {
    const story = declared()
    const { ports, journal } = engineScene(story, 'S7', {}).hands
    const clock = { ...ports.clock, now: () => Date.parse(story.now()) }
    const watch = new IncidentWatch({ ...ports, clock }, journal)
    const runbook = story.plan.runbooks[0]
    const gate = runbook?.gates.find(({ check }) => check.length === 1)
    const [predicate] = gate?.check ?? []
    if (runbook === undefined || gate === undefined || predicate === undefined) throw new Error('no gate to flap')
    const [reading = '', field = ''] = predicate.reading.split('.')
    const judged: string[] = []
    for (let second = 0; second < 120; second += 1) {
      const known = story.events.length
      const value = second % 2 === 0 ? predicate.value : 'something else'
      story.at(after('02:48:00', second))
      story.reads(reading, { [field]: value as string })
      await watch.look(await journal.load())
      for (const event of story.events.slice(known))
        if (event.type === 'incident.gateJudged' && event.payload.gate === gate.id) judged.push(event.payload.verdict)
    }
    expect(judged).toEqual(['met', 'unmet'])
  })
})

describe('the loss of a promotion, as the watch counts it', () => {
  const counting = (story: IncidentStory) => {
    const look = watching(story)
    return async (time: string, orders: number | null) => {
      story.at(time)
      if (orders !== null) story.reads('witness-loss', { measured: true, seconds: orders / 1_000, orders })
      else story.cannotRead('witness-loss', 'no reply')
      return (await look(time)).flatMap((event) => (event.type === 'loss.measured' ? [event.payload.loss.count] : []))
    }
  }
  const promoted = () => promoting().at('02:48:41').succeeds('S7')

  it('goes on growing while two places take writes, in few entries, and the last one is where it rests', async () => {
    const story = promoted()
    const look = counting(story)
    expect(await look('02:49:00', 12_477)).toEqual([12_477])
    expect(await look('02:49:06', 12_477)).toEqual([])
    const entries: (number | null)[] = []
    let orders = 12_477
    for (let second = 10; second < 160; second += 1)
      entries.push(...(await look(after('02:49:00', second), (orders += 100))))
    expect(entries.length).toBeGreaterThan(1)
    expect(entries.length).toBeLessThan(8)
    for (let second = 160; second < 200; second += 1) entries.push(...(await look(after('02:49:00', second), orders)))
    expect(entries.at(-1), 'it came to rest').toBe(orders)
    expect(await look('02:53:00', orders)).toEqual([])
    expect(story.state.runs.at(-1)?.measured?.count).toBe(orders)
  })

  it('is no flood where it jumps to and fro, and nothing while it cannot be read', async () => {
    const look = counting(promoted())
    await look('02:49:00', 100)
    const entries: (number | null)[] = []
    for (let second = 1; second < 30; second += 1)
      entries.push(...(await look(after('02:49:00', second), second % 2 === 0 ? 100 : 10_000)))
    expect(entries.length).toBeLessThan(7)
    expect(await look('02:50:00', null)).toEqual([])
  })
})

describe('the checks of a run', () => {
  const runbookOf = (story: IncidentStory) => story.plan.runbooks[0] ?? expect.fail('there is a runbook')
  /** Which checks the watch says are met no longer, once nothing in the world can be read. */
  const turned = async (story: IncidentStory) => {
    const known = story.events.length
    for (const id of Object.keys(story.readings)) story.cannotRead(id, 'no reply')
    const { ports, journal } = engineScene(story, 'S7', {}).hands
    const watch = new IncidentWatch(
      { ...ports, clock: { ...ports.clock, now: () => Date.parse(story.now()) } },
      journal,
    )
    await watch.look(await journal.load())
    return story.events
      .slice(known)
      .flatMap((event) =>
        event.type === 'incident.gateJudged' && event.payload.runbook === runbookOf(story).id
          ? [event.payload.gate]
          : [],
      )
  }

  it('are read until GO, and after it those that bar the one-way step, until that is sent', async () => {
    const { gates } = runbookOf(gone())
    const byMachine = gates.filter(({ check }) => check.length > 0)
    const again = byMachine.filter((gate) => gate.again === 'act').map(({ id }) => id)
    expect(again).not.toEqual([])
    expect(await turned(readable(approved()))).toEqual(byMachine.map(({ id }) => id))
    expect(await turned(readable(gone()))).toEqual(again)
    expect(await turned(readable(promoting()))).toEqual([])
  })
})
