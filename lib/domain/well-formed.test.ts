import { describe, expect, it } from 'vitest'
import { canonicalText } from './journal/canonical'
import { personCommands, ProposeIncident } from './run/commands'
import { journalFacts, journalReading } from './run/events/facts'
import { wellFormed } from './well-formed'

describe('text from outside', () => {
  it.each([
    ['half \ud83d', 'half \ufffd'],
    ['\udea8 the other half', '\ufffd the other half'],
    ['whole \u{1f6a8}', 'whole \u{1f6a8}'],
    ['n\u0000ul', 'nul'],
  ])('%j is kept as %j', (given, kept) => expect(wellFormed(given)).toBe(kept))

  it('never keeps an abort, or a title, out of the journal', () => {
    const abort = personCommands['abort-run'].parse({ runId: 'R1', reason: 'stop \ud83d' })
    expect(() => canonicalText(abort)).not.toThrow()
    const title = { planKey: 'p', environment: 'e', mode: 'live', title: 'down\u0000 \ud83d' }
    expect(ProposeIncident.parse(title).title).toBe('down \ufffd')
  })

  it('and numbers of a provider always have a canonical form', () => {
    const facts = journalFacts({
      text: 'half \ud83d',
      huge: 1e21,
      large: 2 ** 53,
      whole: 7,
      part: 0.5,
      none: Number.NaN,
    })
    expect(() => canonicalText(facts)).not.toThrow()
    expect(facts).toMatchObject({
      text: 'half \ufffd',
      huge: '1e+21',
      large: '9007199254740992',
      whole: 7,
      part: '0.5',
      none: 'NaN',
    })
  })

  it('is whole where undo restores it or a later step uses it, and cut, with a mark, where people read it', () => {
    const long = 'x'.repeat(70_000)
    expect(journalFacts({ manifest: long })).toEqual({ manifest: long })
    expect(journalReading(long)).toMatch(/^x{2000}… \(cut: 70000 characters\)$/)
    expect(journalReading('x'.repeat(2_000))).toBe('x'.repeat(2_000))
  })
})
