import { describe, expect, it } from 'vitest'
import { personCommands, ProposeIncident } from './commands'
import { room, textLimits, tooLong } from './text-limits'

describe('a text for the record', () => {
  it('fits up to its limit, and one sign of several bytes is one', () => {
    expect(tooLong('a'.repeat(2_000), textLimits.reason)).toBeNull()
    expect(tooLong('🔥'.repeat(2_000), textLimits.reason)).toBeNull()
  })

  it.each([
    [2_001, textLimits.reason, '2,001 characters: 1 too many. Shorten it, or put the rest in a note.'],
    [2_317, textLimits.reason, '2,317 characters: 317 too many. Shorten it, or put the rest in a note.'],
    [240, textLimits.title, '240 characters: 40 too many. Shorten it; details have room later.'],
  ])('of %i characters says how many are too many', (count, limit, words) => {
    expect(tooLong('x'.repeat(count), limit)).toBe(words)
  })

  it('says how much room is left once the end is near', () => {
    expect(room('x'.repeat(1_599), textLimits.reason)).toBeNull()
    expect(room('x'.repeat(1_640), textLimits.reason)).toBe('1,640 of 2,000')
  })

  it('is refused by the server in the words the page uses', () => {
    const long = personCommands['close-incident'].safeParse({ reason: 'x'.repeat(2_317) })
    expect(long.error?.issues[0]?.message).toBe(tooLong('x'.repeat(2_317), textLimits.reason))
    const title = { planKey: 'p', environment: 'e', mode: 'live', title: 'y'.repeat(240) }
    expect(ProposeIncident.safeParse(title).error?.issues[0]?.message).toBe(tooLong(title.title, textLimits.title))
    const flames = personCommands['close-incident'].safeParse({ reason: '🔥'.repeat(2_000) })
    expect(flames.success).toBe(true)
  })

  it('may be left out where a stop must not wait for typing, and nowhere else', () => {
    expect(personCommands['abort-run'].safeParse({ runId: 'r', reason: '' }).success).toBe(true)
    expect(personCommands['abort-run'].safeParse({ runId: 'r', reason: 'x'.repeat(2_001) }).success).toBe(false)
    expect(personCommands['pause-run'].safeParse({ runId: 'r', reason: ' ' }).success).toBe(false)
  })
})
