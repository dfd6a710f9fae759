import { describe, expect, it } from 'vitest'
import { stepsToUndo } from '@/lib/domain/run/ready'
import { stepOf } from '@/lib/domain/run/state'
import { commanding, working } from '@/lib/testing/every-command'
import { engineScene } from '@/lib/testing/engine-scene'
import { momentWhen } from '@/lib/testing/every-state'
import type { IncidentStory } from '@/lib/testing/incident-story'
import { goingBack, looksOver, newestRun } from '@/lib/testing/look-over-scene'
import { gone } from '@/lib/testing/region-failure'
import { undoStep } from './undo-step'

const runbookOf = ({ plan }: IncidentStory) => plan.runbooks[0] ?? expect.fail('there is a runbook')
const intendsUndo = (story: IncidentStory, step: string, serverAfter: number) => {
  const undo = { type: 'intend-step', runId: story.runId(), step, kind: 'undo', before: {} } as const
  const said = story.ask({ ...undo, sendWithinMilliseconds: 5_000 }, working, { serverAfter })
  return said.ok ? 'step.intended' : said.refusal.code
}

describe('a run that goes back after the database may have lost its last entries', () => {
  it('takes nothing back, and is not over, before it was looked over', async () => {
    const { story, serverAfter } = goingBack()
    expect(intendsUndo(story, 'S6', serverAfter)).toBe('to-be-looked-over')
    const finish = { type: 'finish-rollback', runId: story.runId() } as const
    expect(momentWhen('all undone').story.ask(finish, working)).toMatchObject({ ok: true })
    expect(momentWhen('all undone').story.ask(finish, working, { serverAfter })).toMatchObject({
      refusal: { code: 'to-be-looked-over' },
    })
    expect(await looksOver(story, serverAfter, () => 'absent')).toMatchObject({ done: 'looked' })
    expect(intendsUndo(story, 'S6', serverAfter)).toBe('step.intended')
  })

  it('does not go back where the one-way step took effect without an entry of it', async () => {
    const { story, serverAfter } = goingBack()
    await looksOver(story, serverAfter, (step) => (step === 'S7' ? 'present' : 'absent'))
    expect(newestRun(story)).toMatchObject({ pointOfNoReturn: { step: 'S7' }, forwardOnly: true })
    expect(intendsUndo(story, 'S6', serverAfter)).toBe('not-now')
    const finish = { type: 'finish-rollback', runId: story.runId() } as const
    expect(story.ask(finish, working, { serverAfter })).toMatchObject({ ok: false })
  })

  it('leaves to a person what else is in the world without an entry', async () => {
    const { story, serverAfter } = goingBack()
    await looksOver(story, serverAfter, (step) => (step === 'S10' ? 'present' : 'absent'))
    expect(stepOf(newestRun(story), 'S10')).toMatchObject({ status: 'vouched', withoutEntry: { untold: false } })
    expect(stepsToUndo(newestRun(story), runbookOf(story)).map(({ id }) => id)).toEqual(['S10', 'S6', 'S4', 'S3', 'S1'])
    expect(intendsUndo(story, 'S10', serverAfter), 'without a command: a person takes it back').toBe('step.intended')
    expect(story.events.at(-1)?.type).toBe('run.lookedOver')
  })

  it.each([
    ['present', 'No entry tells of it, and it is in the world: as S6 leaves it. '],
    ['unknown', 'No entry tells of it, and nobody can say that nothing of it is in the world: as S6 leaves it. '],
  ] as const)('says to the person who takes it back why it is theirs: %s', async (effect, why) => {
    const { story, serverAfter } = goingBack(gone().succeeds('S4'))
    await looksOver(story, serverAfter, (step) => (step === 'S6' ? effect : 'absent'))
    const { hands } = engineScene(story, 'S6', {})
    await undoStep(hands, await hands.journal.load())
    expect(stepOf(newestRun(story), 'S6')).toMatchObject({
      status: 'undo-failed',
      failure: { code: 'by-hand', message: expect.stringMatching(new RegExp(`^${why}`)) },
    })
  })

  it('waits while the target of the one-way step does not tell, and looks at nothing where no server has changed', async () => {
    const { story, serverAfter } = goingBack()
    expect(await looksOver(story, serverAfter, () => 'unknown')).toMatchObject({ done: 'not-yet' })
    expect(intendsUndo(story, 'S6', serverAfter)).toBe('to-be-looked-over')
    const found = [{ step: 'S7', detail: 'it does not answer', untold: true as const }]
    const looked = runbookOf(story).steps.map(({ id }) => id)
    const said = story.ask({ type: 'look-over', runId: story.runId(), looked, found }, working, { serverAfter })
    expect(said, 'nor on anybody’s word').toMatchObject({ refusal: { code: 'to-be-looked-over' } })
    expect(await looksOver(story, null, () => 'unknown')).toEqual({ done: 'clear', seen: [] })
  })

  it('does not wait for what a dark region would tell of anything else', async () => {
    const { story, serverAfter } = goingBack(gone().succeeds('S4'))
    const dark = (step: string) => (step === 'S6' ? 'unknown' : 'absent')
    const { done, seen } = await looksOver(story, serverAfter, dark)
    expect(done).toBe('looked')
    expect(seen, 'by its entries it has an effect, and is taken back in any case').not.toContain('S4')
    expect(seen, 'a watch, a message, a check: nothing is taken back of it').not.toContain('S2')
    expect(stepOf(newestRun(story), 'S6')).toMatchObject({ status: 'vouched', withoutEntry: { untold: true } })
    expect(intendsUndo(story, 'S6', serverAfter), 'nobody can say it is not there: a person').toBe('step.intended')
  })

  it('asks nothing of what people do by hand', async () => {
    const { story, serverAfter } = goingBack()
    const byHand = structuredClone(story.plan)
    for (const step of byHand.runbooks[0]?.steps ?? [])
      if (step.id === 'S10') step.commands = [{ action: 'manual', with: {} }] as never
    const told = Object.assign(story.copy(), { plan: byHand })
    const { seen } = await looksOver(told, serverAfter, () => 'absent')
    expect(seen).toContain('S11')
    expect(seen).not.toContain('S10')
  })

  it.each([
    ['it does not tell', 'unknown', 'undone'],
    ['it is as before the step, which may look like its effect', 'absent', 'undone'],
    ['a run that was lost whole did it again', 'present', 'vouched'],
    ['and did a part of it', 'partial', 'vouched'],
  ] as const)('looks once more at what was taken back: %s', async (_, left, status) => {
    const { story } = momentWhen('all undone')
    const before = Object.values(newestRun(story).steps).filter((step) => step.status === 'undone')
    const here = (step: string) => (step === 'S7' ? 'absent' : 'present')
    const over = await looksOver(story, story.state.sequence, here, {
      left: (step) => (step === 'S1' ? left : 'absent'),
    })
    expect(over.done).toBe('looked')
    expect(stepOf(newestRun(story), 'S1')).toMatchObject({
      status,
      withoutEntry: status === 'undone' ? null : { detail: 'S1 is not as before', untold: false },
    })
    for (const { id } of before) if (id !== 'S1') expect(stepOf(newestRun(story), id).status, id).toBe('undone')
  })

  it('is neither over nor given up while what was sent may still come to light', () => {
    const { story } = goingBack()
    const of = { serverSince: story.now() }
    const runId = story.runId()
    expect(momentWhen('all undone').story.ask({ type: 'finish-rollback', runId }, working, of)).toMatchObject({
      ok: false,
    })
    expect(story.ask({ type: 'abandon-run', runId, reason: 'x' }, commanding, of)).toMatchObject({ ok: false })
    expect(story.ask({ type: 'abandon-run', runId, reason: 'x' }, commanding)).toMatchObject({ ok: true })
  })
})
