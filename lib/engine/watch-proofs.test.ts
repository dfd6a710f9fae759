import { describe, expect, it } from 'vitest'
import type { Facts } from '@/lib/domain/system/resolved'
import { engineScene } from '@/lib/testing/engine-scene'
import type { IncidentStory } from '@/lib/testing/incident-story'
import { gone, promoting } from '@/lib/testing/region-failure'
import { executeStep } from './execute-step'
import { ExecutorError, type Ports } from './ports'
import { ProofWatch } from './watch-proofs'

/** What the world answers to a question, by reading; one that is not named here keeps what was proven of it. */
type World = Record<string, Facts | 'silent'>

const silence = () => new ExecutorError('unreachable', 'no-reply', 'it does not answer')

/** The real watch over a told incident, second by second. */
function watching(story: IncidentStory, world: World) {
  const scene = engineScene(story, 'S7', {
    read: ({ id }) => {
      const said = world[id] ?? { rejected: true, sequence: 1, value: story.state.id, id: 'Q2K9' }
      if (said === 'silent') return Promise.reject(silence())
      return Promise.resolve({ id, observedAt: story.now(), source: id, fields: said })
    },
  })
  const { ports, journal } = scene.hands
  const began = Date.parse(story.now())
  const clock: Ports['clock'] = {
    ...ports.clock,
    now: () => Date.parse(story.now()),
    monotonic: () => Date.parse(story.now()) - began,
  }
  const failures: unknown[] = []
  const watch = new ProofWatch({ ...ports, clock }, journal, (error) => failures.push(error))
  let at = began
  return {
    scene,
    failures,
    async seconds(count: number) {
      const known = story.events.length
      for (let tick = 0; tick < count * 2; tick += 1) {
        at += 500
        story.at(new Date(at).toISOString().slice(11, 23))
        watch.look(await journal.load())
        await watch.settled()
      }
      return story.events.slice(known).map(({ type, payload }) => {
        const { step, verdict, reason } = payload as Record<string, string>
        return type === 'step.proofJudged' ? `${step} ${verdict}${reason === '' ? '' : `: ${reason}`}` : type
      })
    },
  }
}

const open: Facts = { rejected: false, accepted: true }
const broke = 'S6 unmet: A write to the us-east-1 store is rejected: no (read: false)'

describe('a fence that was proven', () => {
  it('is read on: within seconds it is on record that it no longer holds, once, and that it holds again', async () => {
    const world: World = {}
    const { seconds, failures } = watching(gone().does('S6'), world)
    expect(await seconds(10)).toEqual([])
    world['east-write'] = open
    expect(await seconds(3)).toEqual([broke])
    expect(await seconds(60)).toEqual([])
    delete world['east-write']
    expect(await seconds(10)).toEqual(['S6 met'])
    expect(failures).toEqual([])
  })

  it('is not broken by one look, and no gate that flaps fills the journal', async () => {
    const world: World = {}
    const { seconds } = watching(gone().does('S6'), world)
    await seconds(5)
    world['east-write'] = open
    await seconds(1)
    delete world['east-write']
    expect(await seconds(10)).toEqual([])
    const entries: string[] = []
    for (let turn = 0; turn < 40; turn += 1) {
      world['east-write'] = open
      entries.push(...(await seconds(3)))
      delete world['east-write']
      entries.push(...(await seconds(3)))
    }
    expect(entries.length).toBeLessThan(8)
    expect(entries.at(-1), 'the bad news is what stands').toBe(broke)
  })

  it('is unknown once its last answer is too old, not at the first silence', async () => {
    const world: World = {}
    const { seconds } = watching(gone().does('S6'), world)
    await seconds(5)
    world['east-write'] = 'silent'
    expect(await seconds(9)).toEqual([])
    expect(await seconds(5)).toEqual(['S6 unknown: A write to the us-east-1 store is rejected: it does not answer'])
    delete world['east-write']
    expect(await seconds(10)).toEqual(['S6 met'])
  })

  it('is watched past the promotion, while other proofs break in their own time', async () => {
    const story = promoting().at('02:48:41').succeeds('S7').succeeds('S4')
    const settled = {
      failoverState: '',
      targetIsWriter: true,
      targetStatus: 'available',
      inRecovery: false,
      accepted: true,
      region: 'us-west-2',
      desired: 24,
      readyRatio: 1,
      sequence: 1,
    }
    const ids = ['global-cluster', 'global-write', 'west-heartbeat', 'west-checkout', 'west-payments', 'west-nodes']
    const world: World = Object.fromEntries(ids.map((id) => [id, settled]))
    const { seconds } = watching(story, world)
    expect(await seconds(10)).toEqual([])
    world['east-write'] = open
    world['west-checkout'] = { ...settled, desired: 12 }
    expect((await seconds(6)).toSorted()).toEqual(['S4 unmet: Checkout is asked to run 24 pods: no (read: 12)', broke])
  })
})

describe('the one-way step', () => {
  const sends = async (world: World) => {
    const story = gone().does('S6')
    const { scene } = watching(story, world)
    const known = story.events.length
    await executeStep(scene.hands, await scene.hands.journal.load())
    return { sent: scene.sent.length, intended: story.events.slice(known).find(({ type }) => type === 'step.intended') }
  }

  it('is sent on what was read right before its intent, and that stands in the intent', async () => {
    const { sent, intended } = await sends({})
    expect(sent).toBe(1)
    expect(intended).toMatchObject({
      payload: {
        proofs: [
          { step: 'S1', verdict: 'met' },
          { step: 'S2', verdict: 'met' },
          { step: 'S6', verdict: 'met', readings: [{ reading: 'east-write.rejected', value: true }] },
        ],
      },
    })
  })

  it.each<[string, World]>([
    ['is read as open', { 'east-write': open }],
    ['cannot be told', { 'east-write': 'silent' }],
  ])('is not sent where its fence %s at that moment, whatever was proven before', async (_, world) => {
    expect(await sends(world)).toEqual({ sent: 0, intended: undefined })
  })
})
