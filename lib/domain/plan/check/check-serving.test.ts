import { describe, expect, it } from 'vitest'
import { ferryFile } from '../fixtures/read-fixture'
import { parsePlan } from '../parse-plan'
import { formatProblem } from '../problem'

const rule = `serving:
  - promotionBoundary: seats
    regions:
      - region: north
        serves: [{ title: North writes, reading: cluster.writer, operator: is, value: north }]
      - region: south
        serves: [{ title: South writes, reading: cluster.targetIsWriter, operator: is, value: true }]
        standby: [{ title: South replicates, reading: cluster.synchronization, operator: is, value: connected }]
`
/** The rule stands in a file of its own, so that its lines are counted from one. */
const parsed = (text: string) => parsePlan([ferryFile('plan.yaml'), { path: 'serving.yaml', text }])
const problems = (from: string, to: string) => {
  if (!rule.includes(from)) throw new Error(`the rule has no ${from}`)
  return parsed(rule.replace(from, to)).problems.map(formatProblem)
}

describe('how a plan tells where it runs', () => {
  it('is taken, and then nothing is said to be missing', () => {
    const { plan, problems: none, notes } = parsed(rule)
    expect(none).toEqual([])
    expect(plan?.serving?.[0]?.regions.map(({ region, standby }) => [region, standby.length])).toEqual([
      ['north', 0],
      ['south', 1],
    ])
    expect(notes.map(({ code }) => code)).not.toContain('serving-not-read')
  })

  it('is said to be missing where a runbook moves what nothing is read of', () => {
    const { notes } = parsePlan([ferryFile('plan.yaml')])
    expect(notes.map(({ message }) => message)).toContain(
      'no rule of serving says how to read which region serves seats: where it runs is UNKNOWN',
    )
  })

  it.each<[string, string, string, string]>([
    ['a boundary of no link', 'Boundary: seats', 'Boundary: seat', 'no link has the promotion boundary seat'],
    ['a region that is none', 'region: north', 'region: nroth', 'no region nroth: write one of north, south, middle'],
    ['a region twice', 'region: north', 'region: south', 'south stands here twice: keep one'],
    ['a reading nobody takes', 'cluster.writer', 'clutser.writer', 'no reading clutser'],
    [
      'a field of another type',
      'value: true',
      'value: 1',
      'cluster.targetIsWriter is a flag (true or false), 1 is a number',
    ],
    ['a hold', 'value: north', 'value: north, hold: 5s', 'where the system runs is judged at once: leave hold out'],
  ])('is refused with %s', (_, from, to, message) => {
    expect(problems(from, to).join('\n')).toContain(message)
  })

  it('is refused where it leaves out an end of a runbook, or never reads its target as a standby', () => {
    const middle = rule.replace('region: north', 'region: middle')
    expect(parsed(middle).problems.map(formatProblem)).toEqual([
      'plan.yaml:68:11 serving says nothing of north for seats: add the region there',
    ])
    const bare = rule.replace(/ {8}standby.*\n/, '')
    expect(parsed(bare).problems.map(formatProblem)).toEqual([
      'plan.yaml:69:9 serving never reads south as a standby for seats: add standby there',
    ])
  })

  it('has one rule for a boundary', () => {
    const twice = `${rule}${rule.replace('serving:\n', '')}`
    expect(parsed(twice).problems.map(({ message }) => message)).toEqual(['seats has a rule already: keep one'])
  })
})
