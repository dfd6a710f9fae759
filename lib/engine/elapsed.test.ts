import { describe, expect, it } from 'vitest'
import { engineScene } from '@/lib/testing/engine-scene'
import { momentWhen } from '@/lib/testing/every-state'
import { currentAttempt, stepOf } from '@/lib/domain/run/state'
import type { Hands } from './attempt'
import { AttemptsSeen } from './attempts-seen'
import { answeredAt, elapsedSince } from './elapsed'
import { resumeAttempt } from './execute-step'
import type { Clock } from './ports'

/** The one-way step, accepted some time ago, in the hands of a worker that was not there then. */
function takenUp(agoMilliseconds: number) {
  const { story } = momentWhen('promotion accepted')
  const run = story.state.runs[0]
  const attempt = run === undefined ? null : currentAttempt(stepOf(run, 'S7'))
  if (attempt === null) throw new Error('no attempt is open')
  const from = answeredAt(attempt)
  story.at(new Date(from + agoMilliseconds).toISOString().slice(11, 23))
  const { hands } = engineScene(story, 'S7', {})
  return { story, hands, attempt, from, of: () => story.state.runs[0]?.steps['S7'] }
}

describe('the window of an attempt', () => {
  const minute = 60_000
  it('is counted from its entries, whoever watches', () => {
    const { hands, attempt, from } = takenUp(minute)
    expect(elapsedSince(hands, attempt, from)).toBe(minute)
  })

  it.each([
    ['known all the time', 2 * minute, 2 * minute, 2 * minute],
    ['known for the most of it', 90_000, 2 * minute, 90_000],
    ['known for a moment: a third of the whole', 1_000, 3 * minute, minute],
    ['not known before now', 0, 3 * minute, minute],
  ])('counts what is certain, or a third of all: %s', (_, known, ago, counted) => {
    const { hands, attempt, from } = takenUp(ago)
    const clock: Clock = { ...hands.ports.clock, evenSince: () => from + ago - known }
    expect(elapsedSince({ ...hands, ports: { ...hands.ports, clock } }, attempt, from)).toBe(counted)
  })

  it('is not ended by a clock that jumps ahead while this process watches', async () => {
    const { hands, attempt, from } = takenUp(0)
    expect(elapsedSince(hands, attempt, from)).toBe(0)
    await hands.ports.clock.wait(1_000)
    const jumped = from + 1_000 + 10 * minute
    const clock: Clock = { ...hands.ports.clock, earliest: () => jumped, evenSince: () => jumped - 400 }
    expect(elapsedSince({ ...hands, ports: { ...hands.ports, clock } }, attempt, from)).toBe(1_000)
  })

  it('counts from its own moment, however long the attempt was known before', async () => {
    const { hands, attempt, from } = takenUp(0)
    const back: Clock = { ...hands.ports.clock, earliest: () => from - minute }
    const seen = { ...hands, ports: { ...hands.ports, clock: back } }
    elapsedSince(seen, attempt, from)
    await hands.ports.clock.wait(30_000)
    expect(elapsedSince(seen, attempt, from)).toBe(30_000)
    expect(elapsedSince(seen, attempt, from + 29_000), 'the reply came only now').toBe(0)
  })

  it('is counted by this process where the clock was set back', () => {
    const { hands, attempt, from } = takenUp(minute)
    let own = 1_000
    const clock: Clock = { ...hands.ports.clock, earliest: () => from - minute, monotonic: () => own }
    const seen = new AttemptsSeen(clock)
    const setBack: Hands = { ...hands, seen, ports: { ...hands.ports, clock } }
    expect(elapsedSince(setBack, attempt, from)).toBe(0)
    own += 5_000
    expect(elapsedSince(setBack, attempt, from)).toBe(5_000)
  })
})

describe('an attempt that nobody watched until its time was over', () => {
  const hour = 3_600_000
  it('is looked at before it is judged, and succeeds where all is well', async () => {
    const { story, hands, of } = takenUp(hour)
    const fields = {
      ...{ failoverState: '', targetIsWriter: true, targetStatus: 'available', inRecovery: false },
      ...{ accepted: true, region: 'us-west-2' },
    }
    const read = ({ id }: { id: string }) => Promise.resolve({ id, observedAt: story.now(), source: 'test', fields })
    const reading = () => ({ kind: 'pretended', read })
    const registry = { ...hands.ports.registry, reading }
    await resumeAttempt({ ...hands, ports: { ...hands.ports, registry } })
    expect(of()).toMatchObject({ status: 'succeeded' })
  })

  it('fails after one look and no window more', async () => {
    const { story, hands, of } = takenUp(hour)
    const taken = Date.parse(story.now())
    await resumeAttempt(hands)
    expect(of()).toMatchObject({ status: 'failed', failure: { code: 'timeout' } })
    const longest = Math.max(0, ...hands.step.expect.map(({ hold }) => hold ?? 0))
    expect(Date.parse(story.now()) - taken).toBeLessThan(longest + 2_000)
    expect(hands.step.timeout).toBeGreaterThan(longest + 2_000)
  })
})
