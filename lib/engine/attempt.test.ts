import { describe, expect, it } from 'vitest'
import { currentAttempt, stepOf } from '@/lib/domain/run/state'
import { engineScene } from '@/lib/testing/engine-scene'
import { momentWhen } from '@/lib/testing/every-state'
import { isQuiet, quietAt } from './attempt'

/** An attempt that stands, and what a process believes that knows the database's time as told. */
function scene() {
  const { story } = momentWhen('going')
  story.does('S6').starts('S7')
  const run = story.state.runs[0]
  const attempt = run === undefined ? null : currentAttempt(stepOf(run, 'S7'))
  if (attempt === null) throw new Error('S7 has no attempt')
  const { hands } = engineScene(story, 'S7', {})
  const intended = Date.parse(attempt.intended.at)
  const quiet = (earliest: number, evenSince = 0) =>
    isQuiet(
      {
        ...hands,
        ports: {
          ...hands.ports,
          clock: { ...hands.ports.clock, earliest: () => intended + earliest, evenSince: () => intended + evenSince },
        },
      },
      'S7',
      attempt,
    )
  return { quiet, span: quietAt(attempt) - intended, passes: (ms: number) => hands.ports.clock.wait(ms) }
}

const longAgo = -3_600_000

describe('an attempt that may still arrive', () => {
  it('is quiet when its time is over on the clock of the database, at the earliest that this may show', () => {
    const { quiet, span } = scene()
    expect(quiet(span - 1, longAgo)).toBe(false)
    expect(quiet(span, longAgo)).toBe(true)
  })

  it('is waited for in full again where that clock was set meanwhile, or has only now become known', () => {
    const { quiet, span } = scene()
    expect(quiet(600_000 + span - 1, 600_000)).toBe(false)
    expect(quiet(600_000 + span, 600_000)).toBe(true)
  })

  it('is waited for by this process’s own clock where that one was set back, and no longer than that', async () => {
    const { quiet, span, passes } = scene()
    expect(quiet(-600_000, -600_000)).toBe(false)
    await passes(span - 1)
    expect(quiet(span - 1 - 600_000, -600_000)).toBe(false)
    await passes(1)
    expect(quiet(span - 600_000, -600_000)).toBe(true)
  })
})
