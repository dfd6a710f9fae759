import { describe, expect, it } from 'vitest'
import { currentRun } from '@/lib/domain/run/state'
import type { CommandType } from '@/lib/testing/every-command'
import { IncidentStory } from '@/lib/testing/incident-story'
import { cutOff, ended, explore, hasLiveRun, Offers, storyOf, type Edge, type LeftOut, type Node } from './explore'
import { smallPlan } from './small-plan'

const most = 40_000

/** Everything with everything is more than can be looked at: each case leaves something out. */
const byHand: readonly LeftOut[] = ['pause-run', 'take-over-step', 'abandon-run']
const lostProofs: readonly LeftOut[] = ['judge-proof']
const halves: readonly LeftOut[] = ['bar-step', 'partial']

/** What the worker does by itself, sooner or later. */
const byItself = /^(intend|fail|stop|finish|complete|unprove)-/

const isSilent = ({ move }: Edge) => !move.answered
const but =
  (...verbs: readonly CommandType[]) =>
  ({ verb }: Edge) =>
    !verbs.includes(verb)
/** By what people end or settle a run without a machine. */
const words: readonly CommandType[] = ['abandon-run', 'settle-outcome', 'take-over-step', 'attest-step']
const runOf = ({ state }: Node) => currentRun(state) ?? expect.fail('a run is under way')

describe.each<[string, string, readonly LeftOut[]]>([
  ['reversible work alone', 'S4', [...lostProofs, ...halves]],
  ['reversible work whose proof may be lost', 'S4', [...byHand, ...halves]],
  ['reversible work that is done in part, or not begun without a way back', 'S4', [...byHand, ...lostProofs]],
  ['a fence that may stay unproven', 'S6', [...byHand, ...lostProofs, ...halves]],
  ['the one-way step', 'S7', [...lostProofs, ...halves, 'refuse-approval']],
  ['the one-way step, in the hands of machines alone', 'S7', [...byHand, ...lostProofs, ...halves]],
])('a run of %s', (_, step, without) => {
  const story = new IncidentStory('live', smallPlan([step]))
  story.by('mara-okafor', { type: 'declare-incident', class: 'region-failure', statement: 'us-east-1 is dark' })
  const explored = explore(story, most, without)
  const offers = new Offers(story)
  const live = [...explored.nodes.values()].filter(({ state }) => hasLiveRun(state))
  const stories = (nodes: readonly Node[]) => nodes.map((node) => storyOf(explored, node)).slice(0, 5)
  const canEnd = (...mayGo: ((edge: Edge, from: Node) => boolean)[]) =>
    cutOff(
      explored,
      (node) => ended(node),
      (edge, from) => mayGo.every((may) => may(edge, from)),
    )
  const isOffered = (edge: Edge, from: Node) => offers.include(edge, from)

  it('was looked at whole', () => {
    expect(explored.unvisited).toBe(0)
    expect(live.length).toBeGreaterThan(50)
  })

  it('can be ended by people from everywhere, with targets that answer nothing', () => {
    expect(stories(canEnd(isSilent))).toEqual([])
  })

  it('can be ended in its own ways too, without being given up: where need be its outcome is settled', () => {
    expect(stories(canEnd(isSilent, but('abandon-run')))).toEqual([])
    expect(canEnd(isSilent, but('abandon-run', 'settle-outcome')).length > 0).toBe(step === 'S7')
  })

  it('can be ended by nothing but what the console offers to whoever may', () => {
    expect(stories(canEnd(isSilent, but('abandon-run'), isOffered))).toEqual([])
  })

  it('can be stopped wherever it goes on or back', () => {
    const moving = live.filter((node) => ['arming', 'going', 'rolling-back'].includes(runOf(node).status))
    expect(stories(moving.filter(({ edges }) => !edges.some(({ verb }) => verb === 'abort-run')))).toEqual([])
  })

  it('can be brought back to the end, once it goes back, though no target answers', () => {
    const left = cutOff(
      explored,
      (node) => ended(node, 'rolled-back'),
      (edge) => isSilent(edge) && but('abandon-run', 'abort-run')(edge),
    )
    expect(stories(left.filter((node) => runOf(node).status === 'rolling-back' && !runOf(node).forwardOnly))).toEqual(
      [],
    )
  })

  it('can be taken back before the point of no return without anybody’s word, where targets answer', () => {
    const left = cutOff(explored, (node) => ended(node, 'rolled-back'), but(...words))
    const may = left.filter((node) => {
      const { forwardOnly, status, goingBack, steps } = runOf(node)
      // That it was done by hand is a word already: only another takes it back.
      return !forwardOnly && !(status === 'stopping' && goingBack !== null) && steps[step]?.attested == null
    })
    expect(stories(may)).toEqual([])
  })

  it('has something but a stop under Do now for whoever may act, or the worker acts by itself', () => {
    const now = story.now()
    const silent = live.filter((node) => {
      if (node.edges.some(({ move }) => byItself.test(move.name))) return false
      return Object.keys(story.persons).every((one) =>
        offers.to(one, node, now).doNow.every((action) => 'verb' in action && action.verb === 'abort-run'),
      )
    })
    expect(stories(silent)).toEqual([])
  })
})
