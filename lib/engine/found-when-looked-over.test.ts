import { describe, expect, it } from 'vitest'
import { ancestors } from '@/lib/domain/plan/graph'
import { nextToUndo, stepsToUndo } from '@/lib/domain/run/ready'
import { stepOf } from '@/lib/domain/run/state'
import { working } from '@/lib/testing/every-command'
import { momentWhen } from '@/lib/testing/every-state'
import type { IncidentStory } from '@/lib/testing/incident-story'
import { wordDigest } from '@/lib/domain/run/proposal'
import { goBack, goingBack, handsAfter, looksOver, newestRun, resolves, withStep } from '@/lib/testing/look-over-scene'
import { undoBar } from '@/lib/domain/run/undo-consent'
import { approvedAgain, gone, readable, request } from '@/lib/testing/region-failure'
import { attestedWords } from '@/lib/testing/attested-words'
import { RunDriver } from './advance-run'
import type { Observation } from './ports'
import { undoStep } from './undo-step'

const runbookOf = ({ plan }: IncidentStory) => plan.runbooks[0] ?? expect.fail('there is a runbook')
const left = (story: IncidentStory) => stepsToUndo(newestRun(story), runbookOf(story)).map(({ id }) => id)
const next = (story: IncidentStory) => nextToUndo(newestRun(story), runbookOf(story))?.id ?? null
const only =
  (id: string, effect: Observation['effect'] = 'present') =>
  (step: string) =>
    step === id ? effect : ('absent' as const)
const finish = (story: IncidentStory, serverAfter: number | null) =>
  story.ask({ type: 'finish-rollback', runId: story.runId() }, working, { serverAfter })
const undoes = async (story: IncidentStory, step: string, serverAfter: number | null) => {
  const { hands, sent } = handsAfter(story, step, serverAfter)
  await undoStep(hands, await hands.journal.load())
  return sent
}
const beneath = [...ancestors(momentWhen('going').story.plan.runbooks[0]?.steps ?? [], 'S10')]
const later = (story: IncidentStory) => new Date(Date.parse(story.now()) + 30_000).toISOString().slice(11, 23)
const press = { type: 'abort-run', reason: 'x' } as const

describe('what only a person can take back', () => {
  /** S10 in a person's hands, what they did then, and a rollback. */
  const taken = (then: (story: IncidentStory, of: { runId: string; step: string }) => IncidentStory) => {
    const story = gone().succeeds('S4').does('S6')
    const of = { runId: story.runId(), step: 'S10' }
    story.by('mara-okafor', { type: 'take-over-step', ...of, reason: 'x' })
    return Promise.resolve({ story: goBack(then(story, of)), serverAfter: null })
  }
  const cases: [string, () => Promise<{ story: IncidentStory; serverAfter: number | null }>][] = [
    [
      'found in the world without an entry',
      async () => {
        const scene = goingBack()
        await looksOver(scene.story, scene.serverAfter, only('S10'))
        return scene
      },
    ],
    ['taken over by hand, and not attested', () => taken((story) => story)],
    [
      'taken over by hand, and given back',
      () => taken((story, of) => story.by('mara-okafor', { type: 'retry-step', ...of })),
    ],
    [
      'taken over by hand, and skipped',
      () => taken((story, of) => story.by('mara-okafor', { type: 'skip-step', ...of, reason: 'not needed' })),
    ],
    [
      'taken over by hand and attested, and proven by nothing yet',
      () => taken((story, of) => story.by('mara-okafor', { type: 'attest-step', ...of, statement: 'scaled' })),
    ],
  ]

  it.each(cases)('bars what it rests on, and the end, until somebody answers for it: %s', async (_, scene) => {
    const { story, serverAfter } = await scene()
    expect(next(story)).toBe('S10')
    expect(await undoes(story, 'S10', serverAfter)).toEqual([])
    expect(stepOf(newestRun(story), 'S10')).toMatchObject({ status: 'undo-failed', failure: { code: 'by-hand' } })
    expect(left(story)).toEqual(['S10', 'S6', 'S4', 'S3', 'S1'])
    for (let beside = next(story); beside !== null; beside = next(story)) {
      expect(beneath, 'nothing is taken back of what lies beneath it').not.toContain(beside)
      await undoes(story.at(later(story)), beside, serverAfter)
    }
    expect(finish(story, serverAfter)).toMatchObject({ ok: false })
    const skip = { type: 'skip-step', runId: story.runId(), step: 'S10', reason: 'scaled back by hand' } as const
    expect(next(story.by('mara-okafor', skip))).toBe('S6')
    expect(left(story)).not.toContain('S10')
  })

  it('is named for good where the rollback is stopped', async () => {
    const { story, serverAfter } = goingBack()
    await looksOver(story, serverAfter, only('S10'))
    await undoes(story, 'S10', serverAfter)
    story.by('mara-okafor', { ...press, runId: story.runId() })
    story.worker({ type: 'stop-run', runId: story.runId() })
    expect(newestRun(story)).toMatchObject({ status: 'rollback-stopped', leftInPlace: ['S10', 'S6', 'S4', 'S3', 'S1'] })
  })

  it('is not sent an undo by a machine, though an earlier try of it has commands', async () => {
    const tried = gone().succeeds('S4').starts('S6')
    for (const { index } of stepOf(newestRun(tried), 'S6').attempts[0]?.commands ?? [])
      tried.worker({
        type: 'refuse-command',
        ...tried.attempt('S6'),
        command: index,
        code: 'no',
        message: 'no',
        requestId: null,
        busy: false,
      })
    tried.worker({ type: 'fail-step', ...tried.attempt('S6'), code: 'no', message: 'no' })
    for (const effect of ['present', 'unknown'] as const) {
      const { story, serverAfter } = goingBack(tried.copy())
      await looksOver(story, serverAfter, only('S6', effect))
      expect(await undoes(story, 'S6', serverAfter)).toEqual([])
      expect(stepOf(newestRun(story), 'S6').failure?.code).toBe('by-hand')
    }
  })

  it('is what somebody accepted as having no way back', async () => {
    const { story } = momentWhen('arming')
    const runId = story.runId()
    const word = { kind: 'accept-no-undo', subject: 'S4', statement: 'as it is' } as const
    story
      .by('mara-okafor', { type: 'record-decision', runId, ...word })
      .starts('S4')
      .accepts('S4')
      .succeeds('S4')
    story.by('mara-okafor', { type: 'record-decision', runId, ...word, statement: 'said again' })
    goBack(story.at('02:52:00'))
    expect(await undoes(story, 'S4', null)).toEqual([])
    expect(stepOf(newestRun(story), 'S4').failure?.message).toMatch(/^It was accepted that nobody knows what was there/)
    expect(left(story)).toContain('S4')
  })

  it('is looked at anew where somebody asks for it again', async () => {
    const { story, serverAfter } = goingBack(gone().succeeds('S4'))
    await looksOver(story, serverAfter, only('S6', 'unknown'))
    await undoes(story, 'S6', serverAfter)
    story.by('mara-okafor', { type: 'retry-step', runId: story.runId(), step: 'S6' })
    expect(finish(story, serverAfter)).toMatchObject({ refusal: { code: 'to-be-looked-over' } })
    const again = await looksOver(story, serverAfter, only('none'))
    expect(again.seen).toContain('S6')
    expect(left(story), 'nothing of it is there').not.toContain('S6')
  })
})

describe('a promotion that comes to light on the way back', () => {
  const stop = (story: IncidentStory, serverAfter: number) => {
    story.by('mara-okafor', { ...press, runId: story.runId() })
    const said = story.ask({ type: 'stop-run', runId: story.runId() }, working, { serverAfter })
    if (said.ok) story.tell(said.events, working)
    return newestRun(story)
  }

  it('is named by a rollback that is stopped, and never called rolled back', async () => {
    const all = momentWhen('all undone').story
    await looksOver(all, all.state.sequence, only('S7'))
    expect(stop(all, all.state.sequence)).toMatchObject({ status: 'rollback-stopped', leftInPlace: ['S7'] })
    const { story, serverAfter } = goingBack()
    await looksOver(story, serverAfter, only('S7'))
    expect(stop(story, serverAfter).leftInPlace).toEqual(['S7', 'S6', 'S4', 'S3', 'S1'])
  })

  it('was not looked for where the rollback was stopped before: that is said', () => {
    const { story } = momentWhen('all undone')
    const serverAfter = story.state.sequence
    expect(finish(story, serverAfter)).toMatchObject({ refusal: { code: 'to-be-looked-over' } })
    expect(stop(story, serverAfter)).toMatchObject({ status: 'rollback-stopped', leftInPlace: [], endedUnlooked: true })
    expect(story.events.at(-1)?.payload).toMatchObject({ notLookedOver: true })
  })

  it('is not taken for the one of an earlier run', async () => {
    const { story } = momentWhen('completed')
    const attest = () => {
      for (const gate of runbookOf(story).gates)
        if (gate.attest !== undefined)
          story.by('mara-okafor', {
            type: 'attest-gate',
            runbook: 'region-failover',
            gate: gate.id,
            statement: attestedWords(story.plan, gate.id),
          })
    }
    readable(story.at('05:20:00'))
    attest()
    story.by('mara-okafor', { type: 'start-run', runbook: 'region-failover' })
    attest()
    story.does('S1').does('S2').does('S3', { incidentId: 'sp-2' }).does('S4')
    approvedAgain(readable(story))
    readable(story).by('mara-okafor', { type: 'give-go', runId: story.runId() }).does('S6')
    const { serverAfter } = goingBack(story)
    await looksOver(story, serverAfter, only('S7'))
    expect(newestRun(story)).toMatchObject({ pointOfNoReturn: { step: 'S7' }, forwardOnly: true })
    expect(await undoes(story, 'S6', serverAfter)).toEqual([])
  })

  const onOutputs = (story: IncidentStory) =>
    withStep(story, 'S7', (step) => {
      const [command] = step.commands
      if (command !== undefined) command.with = { ...command.with, name: '${steps.S6.outputs.cluster}' }
    })

  it('is waited for where what it would be asked with was lost too', async () => {
    const { story, serverAfter } = goingBack(onOutputs(gone().succeeds('S4').does('S6')))
    expect(resolves(story, 'S7')).toBe(false)
    const { done, seen } = await looksOver(story, serverAfter, only('none'))
    expect({ done, asked: seen.includes('S7') }).toEqual({ done: 'not-yet', asked: false })
  })

  it('cannot be where nothing is there of the step whose outputs it takes', async () => {
    const { story, serverAfter } = goingBack(onOutputs(gone().succeeds('S4')))
    expect(resolves(story, 'S7')).toBe(false)
    expect((await looksOver(story, serverAfter, only('none'))).done).toBe('looked')
  })

  it('is waited for where that step is there, though it has no entry either', async () => {
    const { story, serverAfter } = goingBack(onOutputs(gone().succeeds('S4')))
    expect((await looksOver(story, serverAfter, only('S6'))).done).toBe('not-yet')
  })

  it('is named by a run that is given up, and that it was not looked over', () => {
    const all = momentWhen('all undone').story
    const serverAfter = all.state.sequence
    const give = (story: IncidentStory, after: number) => {
      story.by('mara-okafor', { type: 'abandon-run', runId: story.runId(), reason: 'another way' })
      const { proposal } = newestRun(story)
      if (proposal === null) return expect.fail('it was proposed')
      const agree = { runId: story.runId(), proposal: proposal.sequence, digest: wordDigest(proposal) }
      const tomas = { kind: 'person', person: 'tomas-varga', account: 'tomas-varga' } as const
      const said = story.ask({ type: 'agree-proposal', ...agree }, tomas, { serverAfter: after })
      if (said.ok) story.tell(said.events, tomas)
      return newestRun(story)
    }
    expect(give(all.at('03:30:00'), serverAfter)).toMatchObject({ status: 'abandoned', endedUnlooked: true })
  })

  it('is waited for where people do it by hand: nobody can look', async () => {
    const byHand = withStep(gone().succeeds('S4').does('S6'), 'S7', (step) => {
      step.commands = [{ action: 'manual', with: {} }] as never
    })
    const { story, serverAfter } = goingBack(byHand)
    expect((await looksOver(story, serverAfter, only('none'))).done).toBe('not-yet')
  })
})

describe('a plain restart of the database', () => {
  it('leaves nothing to people of what was never begun: what it waits for is not there', async () => {
    const { story, serverAfter } = goingBack(gone().succeeds('S4'))
    const { done } = await looksOver(story, serverAfter, (step) => (step === 'S10' ? 'unknown' : 'absent'))
    expect(done).toBe('looked')
    expect(Object.values(newestRun(story).steps).filter(({ withoutEntry }) => withoutEntry !== null)).toEqual([])
  })

  it('nor where a target tells nothing, and one of its kind is blind', async () => {
    const { story, serverAfter } = goingBack(gone().succeeds('S4').does('S6'))
    const world = (step: string) => (step === 'S10' || step === 'S12' ? 'unknown' : 'absent')
    await looksOver(story, serverAfter, world)
    expect(left(story)).toEqual(['S6', 'S4', 'S3', 'S1'])
  })
})

describe('what is looked at', () => {
  it('is what was skipped on the way forward, and what was left unproven without an effect', async () => {
    const skipped = gone().succeeds('S4')
    skipped.by('mara-okafor', { type: 'skip-step', runId: skipped.runId(), step: 'S6', reason: 'not needed' })
    const { story, serverAfter } = goingBack(skipped)
    expect((await looksOver(story, serverAfter, only('S6'))).seen).toContain('S6')
    expect(left(story)[0]).toBe('S6')
  })

  it('tells nothing where its executor is blind to what it did', async () => {
    const { story, serverAfter } = goingBack()
    const { seen } = await looksOver(story, serverAfter, only('none'), { blind: true })
    expect(seen).toEqual([])
    expect(newestRun(story).lookedOver, 'not of the one-way step either').toBeNull()
  })

  it('is asked for as a person may have asked for it again', async () => {
    const { story, serverAfter } = goingBack()
    const asked: (number | undefined)[] = []
    await looksOver(story, serverAfter, only('none'), {
      observe: (_, { generation }) => {
        asked.push(generation)
        return Promise.resolve({ effect: generation === 1 ? 'present' : 'absent', facts: {}, outputs: {}, detail: '' })
      },
    })
    expect(new Set(asked)).toEqual(new Set([0, 1]))
    expect(left(story)).toContain('S10')
  })

  it('is all that is asked for by then: what somebody asked for again meanwhile is looked at before it is over', () => {
    const { story, serverAfter } = goingBack()
    const looked = runbookOf(story).steps.map(({ id }) => id)
    const over = (ids: string[]) =>
      story.ask({ type: 'look-over', runId: story.runId(), looked: ids, found: [] }, working, { serverAfter })
    expect(over(looked.filter((id) => id !== 'S10'))).toMatchObject({ refusal: { code: 'to-be-looked-over' } })
    expect(over(looked).ok).toBe(true)
  })

  it('goes on where the console itself fails at one of them, and waits where that is the one-way step', async () => {
    for (const [failing, done] of [
      ['S6', 'looked'],
      ['S7', 'not-yet'],
    ] as const) {
      const { story, serverAfter } = goingBack(gone().succeeds('S4'))
      const broken = (step: string) => {
        if (step === failing) throw new TypeError('Bearer canary')
        return 'absent' as const
      }
      expect(await looksOver(story, serverAfter, broken)).toMatchObject({ done })
      expect(JSON.stringify(story.events)).not.toContain('canary')
      expect(stepOf(newestRun(story), 'S6').withoutEntry?.untold ?? false).toBe(failing === 'S6')
    }
  })

  it('goes on record without half a character', async () => {
    const { story, serverAfter } = goingBack()
    await looksOver(story, serverAfter, only('S10'), {
      observe: () => Promise.resolve({ effect: 'present', facts: {}, outputs: {}, detail: `${'x'.repeat(499)}😀` }),
    })
    expect(stepOf(newestRun(story), 'S10').withoutEntry?.detail.isWellFormed()).toBe(true)
  })

  it('is what a run that was started again may have sent before', () => {
    const { story } = goingBack()
    const before = newestRun(story).started.sequence - 1
    expect(finish(momentWhen('all undone').story, before)).toMatchObject({ refusal: { code: 'to-be-looked-over' } })
    expect(story.ask({ type: 'look-over', runId: story.runId() }, working, { serverAfter: before })).toMatchObject({
      refusal: { code: 'to-be-looked-over' },
    })
  })

  it('is looked at as well where the server changes while a person is waited for', async () => {
    const { story } = momentWhen('undo failed')
    let serverAfter: number | null = null
    let looks = 0
    const { hands } = handsAfter(story, 'S1', null, {
      observe: () => {
        looks += 1
        return Promise.resolve({ effect: 'absent', facts: {}, outputs: {}, detail: '' })
      },
    })
    const record: typeof hands.journal.record = (...commands) =>
      handsAfter(story, 'S1', serverAfter).hands.journal.record(...commands)
    const journal = { ...hands.journal, record }
    const driver = new RunDriver(
      hands.ports,
      journal,
      story.runId(),
      () => undefined,
      (error) => {
        throw error
      },
    )
    const turns = async () => {
      for (let turn = 0; turn < 40; turn += 1) {
        await hands.ports.clock.wait(250)
        await driver.advance(await journal.load())
      }
    }
    await turns()
    expect(looks).toBe(0)
    serverAfter = story.state.sequence
    await turns()
    expect(looks).toBeGreaterThan(0)
    expect(newestRun(story).lookedOver?.sequence).toBeGreaterThan(serverAfter)
  })
})

it('a target that does not tell is asked again every two seconds, and no oftener', async () => {
  const { story, serverAfter } = goingBack()
  let looks = 0
  const { hands } = handsAfter(story, 'S7', serverAfter, {
    observe: ({ action }) => {
      looks += Number(action === 'aws.rds.failoverGlobalCluster')
      return Promise.resolve({ effect: 'unknown', facts: {}, outputs: {}, detail: 'it does not tell' })
    },
  })
  const failed = (error: unknown) => {
    throw error
  }
  const driver = new RunDriver(hands.ports, hands.journal, story.runId(), () => undefined, failed)
  for (let turn = 0; turn < 40; turn += 1) {
    await hands.ports.clock.wait(250)
    await driver.advance(await hands.journal.load())
  }
  // As it was asked for, and as it may have been asked for once more: ten seconds, five times.
  expect(looks).toBe(2 * 5)
})

it('asking about what came to light leaves alone what was approved of the rest', async () => {
  const story = gone().succeeds('S4').does('S6')
  const serverAfter = story.state.sequence
  goBack(story.at('03:30:00'))
  story.by('tomas-varga', { type: 'give-approval', ...request(story) })
  const barred = (id: string) => {
    const step = runbookOf(story).steps.find((one) => one.id === id) ?? expect.fail(id)
    const { plan, environment } = story
    const of = { plan, environment, rolesOf: (who: string) => story.rolesOf(who), now: story.now() }
    return undoBar(story.state, newestRun(story), runbookOf(story), step, of)
  }
  expect(barred('S6')).toBeNull()
  await looksOver(story, serverAfter, only('S12'))
  story.by('mara-okafor', { type: 'request-approval', runId: story.runId(), rule: 'A1' })
  story.by('tomas-varga', { type: 'give-approval', ...request(story) })
  expect([barred('S12'), barred('S6')]).toEqual([null, null])
})

it('what has no entry is taken back in the order in which it rests on each other', async () => {
  const { story, serverAfter } = goingBack()
  await looksOver(story, serverAfter, (step) => (step === 'S10' || step === 'S11' ? 'present' : 'absent'))
  expect(left(story).slice(0, 2)).toEqual(['S11', 'S10'])
})
