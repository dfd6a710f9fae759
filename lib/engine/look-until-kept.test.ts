import { describe, expect, it } from 'vitest'
import { stepOf } from '@/lib/domain/run/state'
import { stepActions } from '@/lib/domain/view/console/run-actions'
import { engineScene, silent, type World } from '@/lib/testing/engine-scene'
import { commander, momentWhen } from '@/lib/testing/every-state'
import type { IncidentStory } from '@/lib/testing/incident-story'
import { executeStep } from './execute-step'
import { ExecutorError } from './ports'

const notRestorable = () =>
  Promise.reject(new ExecutorError('refused', 'not-restorable', 'ROLE is set from a reference and cannot be restored'))

async function act(story: IncidentStory, id: string, world: World) {
  const { hands, sent } = engineScene(story, id, world)
  await executeStep(hands, await hands.journal.load())
  return sent
}

function scene(story: IncidentStory, id = 'S4') {
  const [run] = story.state.runs
  const runbook = story.plan.runbooks[0]
  const step = runbook?.steps.find((one) => one.id === id)
  if (run === undefined || runbook === undefined || step === undefined) throw new Error('no run')
  const labels = (person: string) =>
    stepActions(story.input(), run, runbook, step, story.viewer(person)).map(({ label }) => label)
  return { step: stepOf(run, id), labels }
}

describe('a step whose undo would not know what to restore', () => {
  it('is not begun, and says why in the words of its target', async () => {
    const { story } = momentWhen('arming')
    expect(await act(story, 'S4', { before: notRestorable })).toEqual([])
    expect(scene(story).step).toMatchObject({ status: 'failed', attempts: [], failure: { code: 'no-undo-data' } })
    expect(scene(story).step.failure?.message).toContain('ROLE is set from a reference and cannot be restored')
    expect(story.events.at(-1)?.type).toBe('step.barred')
  })

  it('is asked again while its target is silent, and begun once that tells', async () => {
    const { story } = momentWhen('arming')
    let asked = 0
    const before = () => {
      asked += 1
      return asked <= 4 ? Promise.reject(silent()) : Promise.resolve({ minReplicas: 8 })
    }
    expect(await act(story, 'S4', { before })).toHaveLength(2)
    expect(scene(story).step.attempts[0]?.commands[0]?.before).toEqual({ minReplicas: 8 })
  })

  it('is a matter for a person when its target stays silent', async () => {
    const { story } = momentWhen('arming')
    let asked = 0
    const before = () => {
      asked += 1
      return Promise.reject(silent())
    }
    expect(await act(story, 'S4', { before })).toEqual([])
    expect(asked).toBe(6 * 2)
    expect(scene(story).step).toMatchObject({ status: 'failed', failure: { code: 'no-undo-data' } })
  })

  it('is begun all the same once whoever commands accepts that on the record', async () => {
    const { story } = momentWhen('arming')
    await act(story, 'S4', { before: notRestorable })
    const runId = story.runId()
    const accept = {
      type: 'record-decision',
      kind: 'accept-no-undo',
      runId,
      subject: 'S4',
      statement: 'by hand',
    } as const
    expect(scene(story).labels(commander)).toContain('Accept S4 without undo')
    expect(story.ask(accept, { kind: 'person', person: 'ines-duarte', account: 'ines-duarte' }).ok).toBe(false)
    story.by(commander, accept)
    expect(scene(story).labels(commander)).not.toContain('Accept S4 without undo')
    story.by(commander, { type: 'retry-step', runId, step: 'S4' })
    expect(await act(story, 'S4', { before: notRestorable })).toHaveLength(2)
    expect(scene(story).step.attempts).toHaveLength(1)
  })

  it('cannot be accepted for a step that has no undo anyway', () => {
    const { story } = momentWhen('arming')
    const accept = { type: 'record-decision', kind: 'accept-no-undo', runId: story.runId(), statement: 'x' } as const
    for (const subject of ['S2', 'S7', 'S99', null])
      expect(() => story.by(commander, { ...accept, subject }), String(subject)).toThrow('refused')
  })

  it('leaves unsent what the plan lets be and what is silent, and does the rest', async () => {
    const story = momentWhen('going').story.succeeds('S4')
    const before: World['before'] = ({ ifUnreachable }) =>
      ifUnreachable === 'continue' ? Promise.reject(silent()) : Promise.resolve({ 'state gate': 'Off' })
    expect((await act(story, 'S6', { before })).map(({ command }) => command)).toEqual([0])
    expect(scene(story, 'S6').step.attempts[0]?.commands).toMatchObject([
      { status: 'accepted' },
      { status: 'unreachable', code: 'no-undo-data', maybeSent: false },
    ])
  })

  it('is tried again without asking anew: what was there before the first try is on record', async () => {
    const { story } = momentWhen('arming')
    const lost = () => Promise.reject(new ExecutorError('in-doubt', 'ECONNRESET', 'connection reset'))
    await act(story, 'S4', { before: () => Promise.resolve({ minReplicas: 8 }), execute: lost })
    expect(scene(story).step).toMatchObject({ status: 'pending', attempts: [{ ended: { outcome: 'withdrawn' } }] })
    expect(await act(story, 'S4', { before: () => Promise.reject(silent()) })).toHaveLength(2)
  })

  it('that is one-way is not kept from being done by what it never restores', async () => {
    const story = momentWhen('going').story.does('S6')
    const refuses = () => Promise.reject(new ExecutorError('refused', 'no', 'not in this state'))
    expect(await act(story, 'S7', { before: () => Promise.reject(silent()), execute: refuses })).toHaveLength(1)
  })
})
