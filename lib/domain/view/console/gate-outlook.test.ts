import { expect, it } from 'vitest'
import type { Verdict } from '../../run/events/facts'
import { gateShown } from '../../run/gates-shown'
import type { IncidentStory } from '@/lib/testing/incident-story'
import * as night from '@/lib/testing/region-failure'
import { gateOutlook } from './gate-outlook'

const outlook = (story: IncidentStory, id: string) => {
  const input = story.input()
  const runbook = input.plan.runbooks[0]
  const gate = runbook?.gates.find((one) => one.id === id)
  if (runbook === undefined || gate === undefined) throw new Error(`no gate ${id}`)
  return gateOutlook(input, runbook, gateShown(input.state, runbook, gate))
}
const judged = (story: IncidentStory, gate: string, verdict: Verdict) =>
  story.worker({ type: 'judge-gate', runbook: 'region-failover', gate, verdict, readings: [], reason: 'read' })

it.each<[string, string, (story: IncidentStory) => IncidentStory, string]>([
  ['met', 'P2', (story) => judged(story, 'P2', 'met'), 'holds'],
  [
    'unknown where the plan only warns',
    'P5',
    (story) => judged(story, 'P5', 'unknown'),
    'does not bar GO: it cannot be read, and the plan goes on without it',
  ],
  [
    'unmet where the plan only warns',
    'P5',
    (story) => judged(story, 'P5', 'unmet'),
    'bars GO until it holds, or the commander goes on against it, on the record',
  ],
  [
    'unknown where a statement may stand in',
    'P2',
    (story) => judged(story, 'P2', 'unknown'),
    'bars GO until it is read, or a statement stands in for it',
  ],
  ['unmet', 'P2', (story) => judged(story, 'P2', 'unmet'), 'bars GO until it holds'],
  ['only to be attested', 'P6', (story) => story, 'bars GO until it is attested'],
])('says one thing of a gate that is %s', (_, gate, tell, words) => {
  expect(outlook(tell(night.proposed()), gate)).toBe(words)
})

it('says that it does not hold, not that it cannot be read, once it was read so', () => {
  const unread = judged(night.proposed(), 'P5', 'unknown')
  unread.reads('west-nodes', { readyRatio: 0.4 })
  expect(outlook(unread, 'P5')).toBe(
    'does not bar GO yet: it was read and does not hold, and bars once a second look says so',
  )
  const alert = judged(night.proposed(), 'P2', 'unknown').reads('slo-alert', { value: 0 })
  expect(outlook(alert, 'P2')).toBe('bars GO until it holds')
})

it('names what a person has to say beside what the world still owes: the card offers it', () => {
  const story = judged(night.proposed(), 'P3', 'unmet')
  expect(outlook(story, 'P3')).toBe('bars GO until it holds and it is attested')
})

it('never says that nothing is to be pressed where a person may attest', () => {
  const story = night.armed()
  const plan = story.plan.runbooks[0]
  const gate = plan?.gates.find(({ id }) => id === 'P6')
  if (plan === undefined || gate === undefined) throw new Error('no gate P6')
  const asked = { ...gate, steps: ['S4'] }
  const input = story.input()
  expect(gateOutlook(input, plan, gateShown(input.state, plan, asked))).toBe(
    'bars GO until S4 has done it and it is attested',
  )
})

it('says that a step is at work on it, so that nobody looks for a button', () => {
  const story = night.armed()
  judged(story, 'P5', 'unmet')
  expect(outlook(story, 'P5')).toMatch(/^bars GO until S\d+ has done it; nothing to press$/)
})
