import { describe, expect, it } from 'vitest'
import { buildConsoleView } from '@/lib/domain/view/console/console-view'
import type { CommandType } from '@/lib/testing/every-command'
import { IncidentStory } from '@/lib/testing/incident-story'
import { deadEnds, explore, hasLiveRun, storyOf, type Explored } from './explore'
import { smallPlan } from './small-plan'

const most = 20_000

/** Everything with everything is more than can be looked at: some of it is tried apart. */
const byHand: readonly CommandType[] = ['pause-run', 'take-over-step', 'abandon-run']
const lostProofs: readonly CommandType[] = ['judge-proof']

function everyState(steps: string[], without: readonly CommandType[]): { story: IncidentStory; explored: Explored } {
  const story = new IncidentStory('live', smallPlan(steps))
  story.by('mara-okafor', { type: 'declare-incident', class: 'region-failure', statement: 'us-east-1 is dark' })
  return { story, explored: explore(story, most, without) }
}

describe.each([
  ['reversible work alone', ['S4'], lostProofs],
  ['reversible work whose proof may be lost', ['S4'], byHand],
  ['a fence that may stay unproven', ['S6'], [...byHand, ...lostProofs]],
  ['the one-way step', ['S7'], lostProofs],
])('a run of %s', (_, steps, without) => {
  const { story, explored } = everyState(steps, without)
  const live = [...explored.nodes.values()].filter(({ state }) => hasLiveRun(state))

  it('was looked at whole', () => {
    expect(explored.unvisited).toBe(0)
    expect(live.length).toBeGreaterThan(50)
  })

  it('can be ended by people from everywhere, with targets that answer nothing', () => {
    expect(deadEnds(explored).map((node) => storyOf(explored, node).join(' > '))).toEqual([])
  })

  it('can be ended in its own ways too, without being given up: where need be its outcome is settled', () => {
    expect(deadEnds(explored, ['abandon-run']).map((node) => storyOf(explored, node).join(' > '))).toEqual([])
    const withoutBoth = deadEnds(explored, ['abandon-run', 'settle-outcome'])
    expect(withoutBoth.length > 0).toBe(steps.includes('S7'))
  })

  it('offers something to somebody who may act, or the worker acts by itself', () => {
    const silent = live.filter(({ state, edges }) => {
      if (edges.some(({ move }) => /^(intend|fail|stop|finish|complete|unprove)-/.test(move))) return false
      const input = { ...story.input(), state }
      return Object.keys(story.persons).every((person) => {
        const view = buildConsoleView(input, story.viewer(person))
        const { primary, others } = view.doNow
        const offered = [primary, ...others, ...view.runActions].filter((action) => action !== null)
        return offered.every(({ disabledBecause }) => disabledBecause !== null)
      })
    })
    expect(silent.map((node) => storyOf(explored, node).join(' > '))).toEqual([])
  })
})
