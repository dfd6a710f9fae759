import { describe, expect, it } from 'vitest'
import { commandAbout, working } from '@/lib/testing/every-command'
import { momentWhen, type StateKind } from '@/lib/testing/every-state'

/** What a worker asks for, so many milliseconds after a server took over, of targets that hide nothing. */
function asks(kind: StateKind, after: number, quietAfterMilliseconds = 4_250) {
  const moment = momentWhen(kind)
  const { story } = moment
  const command = { ...commandAbout('intend-step', moment), quietAfterMilliseconds } as never
  const clock = Date.parse(story.now())
  const decision = story.ask(command, working, {
    clock: new Date(clock).toISOString(),
    serverSince: new Date(clock - after).toISOString(),
  })
  return decision.ok ? decision.events.map(({ type }) => type) : decision.refusal.message
}

describe('after the database was replaced', () => {
  it.each(['going', 'rolling back'] as const)(
    'begins nothing, %s, before what was lost with the last commits would have come to light',
    (kind) => {
      expect(asks(kind, 0)).toMatch(/server took over.*may still come to light until/)
      // A request leaves within 2 s of its intent, and a look is at most 2 s old.
      expect(asks(kind, 8_249)).toMatch(/server took over/)
      expect(asks(kind, 8_250)).toEqual(['step.intended'])
    },
  )

  it('waits for as long as a target hides what it accepted', () => {
    expect(asks('going', 18_249, 14_250)).toMatch(/server took over/)
    expect(asks('going', 18_250, 14_250)).toEqual(['step.intended'])
  })

  it('looks at once at what a person did: nothing is sent', () => {
    expect(asks('step attested', 0)).toEqual(['step.intended'])
  })
})
