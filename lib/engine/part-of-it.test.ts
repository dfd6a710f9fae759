import { describe, expect, it } from 'vitest'
import type { Facts, ResolvedCommand } from '@/lib/domain/system/resolved'
import { commandsToUndo } from '@/lib/domain/run/ready'
import { stepOf } from '@/lib/domain/run/state'
import { effectLeft, effectOf, lookAtEach, observed } from '@/lib/executors/look-at-each'
import { engineScene, type World } from '@/lib/testing/engine-scene'
import { commander, momentWhen } from '@/lib/testing/every-state'
import type { IncidentStory } from '@/lib/testing/incident-story'
import { executeStep } from './execute-step'
import { ExecutorError } from './ports'
import { undoStep } from './undo-step'

const names = ['checkout', 'payments'] as const
type Replicas = Record<(typeof names)[number], number>

/**
 * Two deployments behind every command but those of `others`; the next acts and undos each reach as many of them as
 * told, and lose the connection after that.
 */
class TwoTargets {
  replicas: Replicas = { checkout: 24, payments: 18 }
  readonly reach: { act: number[]; undo: number[] } = { act: [], undo: [] }
  asked = { act: 0, undo: 0 }
  visible = true

  constructor(private readonly others: (command: ResolvedCommand) => boolean = () => false) {}

  readonly world: World = {
    before: (command) => Promise.resolve(this.others(command) ? {} : this.kept()),
    observe: async (command) => {
      if (this.others(command)) return { effect: 'absent', facts: {}, outputs: {}, detail: '' }
      const tally = await lookAtEach(names, (name) => this.answer(name, 0))
      return observed(tally, effectOf(tally), 'have 0 replicas')
    },
    execute: (command) => (this.others(command) ? this.receipt() : this.change('act', () => 0)),
    undo: (command, before) =>
      this.others(command) ? this.receipt() : this.change('undo', (name) => Number(before[name])),
    undone: async (command, before) => {
      if (this.others(command)) return { effect: 'absent', facts: {}, outputs: {}, detail: '' }
      const tally = await lookAtEach(names, (name) => this.answer(name, Number(before[name])))
      return observed(tally, effectLeft(tally), 'as before')
    },
  }

  private kept(): Facts {
    if (!this.visible) throw new ExecutorError('unreachable', 'ECONNREFUSED', 'no connection')
    return { ...this.replicas }
  }

  private answer(name: keyof Replicas, wanted: number): 'done' | 'not' {
    if (!this.visible) throw new ExecutorError('unreachable', 'ECONNREFUSED', 'no connection')
    return this.replicas[name] === wanted ? 'done' : 'not'
  }

  private change(what: 'act' | 'undo', to: (name: keyof Replicas) => number) {
    this.asked[what] += 1
    const reached = this.reach[what].shift() ?? names.length
    for (const name of names.slice(0, reached)) this.replicas[name] = to(name)
    if (reached < names.length) throw new ExecutorError('in-doubt', 'ECONNRESET', `${reached} of 2 changed`)
    return this.receipt()
  }

  private receipt() {
    return Promise.resolve({ requestId: null, facts: {}, outputs: {} })
  }
}

const gate = ({ action }: ResolvedCommand) => action === 'aws.arc.updateRoutingControlStates'
const step = (story: IncidentStory, id: string) => {
  const [run] = story.state.runs
  if (run === undefined) throw new Error('no run')
  return stepOf(run, id)
}

async function act(story: IncidentStory, id: string, targets: TwoTargets) {
  const { hands } = engineScene(story, id, targets.world)
  await executeStep(hands, await hands.journal.load())
}

async function undo(story: IncidentStory, id: string, targets: TwoTargets) {
  const { hands } = engineScene(story, id, targets.world)
  await undoStep(hands, await hands.journal.load())
}

/** Once nothing that was sent can arrive any more. */
function goesBack(story: IncidentStory): IncidentStory {
  const runId = story.runId()
  const reason = 'false alarm'
  const quiet = step(story, 'S6').attempts.map(({ quietAt }) => quietAt.slice(11, 23))
  story.at([...quiet, story.now().slice(11, 23)].toSorted().at(-1) ?? '')
  story.by(commander, { type: 'abort-run', runId, reason }).worker({ type: 'stop-run', runId })
  return story.by(commander, { type: 'roll-back-run', runId, reason })
}

describe('an effect that is in the world in part', () => {
  it('is not undone while only some of it is back, and the rest is brought back by another try', async () => {
    const story = momentWhen('going').story.succeeds('S4')
    const targets = new TwoTargets(gate)
    await act(story, 'S6', targets)
    expect(targets.replicas).toEqual({ checkout: 0, payments: 0 })
    goesBack(story)
    targets.reach.undo.push(1)
    await undo(story, 'S6', targets)
    expect(targets.replicas).toEqual({ checkout: 24, payments: 0 })
    expect(step(story, 'S6').attempts.at(-1)).toMatchObject({
      ended: { outcome: 'withdrawn' },
      commands: [{}, { status: 'partial', message: '1 of 2 as before' }],
    })
    await undo(story, 'S6', targets)
    expect(targets.replicas).toEqual({ checkout: 24, payments: 18 })
    expect(step(story, 'S6').status).toBe('undone')
  })

  it('is undone where the plan let the lost target be and only some of the act was done', async () => {
    const story = momentWhen('going').story.succeeds('S4')
    const targets = new TwoTargets(gate)
    targets.reach.act.push(1)
    await act(story, 'S6', targets)
    expect(targets.replicas).toEqual({ checkout: 0, payments: 18 })
    expect(step(story, 'S6').attempts[0]?.commands[1]).toMatchObject({ status: 'unreachable', maybeSent: true })
    await undo(goesBack(story), 'S6', targets)
    expect(targets.asked.undo).toBe(1)
    expect(targets.replicas).toEqual({ checkout: 24, payments: 18 })
    expect(step(story, 'S6').status).toBe('undone')
  })

  it('is never called untouched because its target cannot be seen: a person is asked', async () => {
    const story = momentWhen('going').story.succeeds('S4')
    const targets = new TwoTargets(gate)
    targets.reach.act.push(1)
    await act(story, 'S6', targets)
    goesBack(story)
    targets.visible = false
    targets.reach.undo.push(0)
    await undo(story, 'S6', targets)
    expect(step(story, 'S6')).toMatchObject({ status: 'undo-failed', failure: { code: 'in-doubt' } })
  })

  it('is completed by the next try, and undo restores what was there before the first', async () => {
    const { story } = momentWhen('arming')
    const second = momentWhen('arming').story.starts('S4').state.runs[0]?.steps.S4?.attempts[0]?.commands[1]?.text
    const targets = new TwoTargets((command) => command.text === second)
    targets.reach.act.push(1)
    await act(story, 'S4', targets)
    expect(step(story, 'S4').attempts[0]).toMatchObject({
      ended: { outcome: 'withdrawn' },
      commands: [{ status: 'partial' }, { status: 'accepted' }],
    })
    await act(story, 'S4', targets)
    expect(targets.replicas).toEqual({ checkout: 0, payments: 0 })
    expect(step(story, 'S4').attempts[1]?.commands[0]?.before).toEqual({ checkout: 0, payments: 18 })
    expect(commandsToUndo(step(story, 'S4'))[0]?.before).toEqual({ checkout: 24, payments: 18 })
  })

  it('asks a person after six tries that did not complete it', async () => {
    const { story } = momentWhen('arming')
    const targets = new TwoTargets()
    for (let attempt = 1; attempt <= 6; attempt += 1) {
      targets.reach.act.push(1, 1)
      await act(story, 'S4', targets)
    }
    expect(step(story, 'S4')).toMatchObject({ status: 'failed', failure: { code: 'no-effect' } })
    expect(step(story, 'S4').attempts).toHaveLength(6)
  })
})
