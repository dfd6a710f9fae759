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

  it.each(['n\u0000ul', 'half \ud83d', '\udea8', 'two\nlines', 'c1 \u0085', '', 'x'.repeat(201), 7, null])(
    'names nothing where it is %j: it is refused, and not repaired into another name',
    (id) => {
      const read = [
        personCommands['abort-run'].safeParse({ runId: id, reason: '' }),
        personCommands['skip-step'].safeParse({ runId: 'R1', step: id, reason: 'not needed' }),
        personCommands['call-poll'].safeParse({ question: 'Do we go?', duties: ['commander', id] }),
        ProposeIncident.safeParse({ planKey: id, environment: 'e', mode: 'live', title: 'it is down' }),
      ]
      expect(read.map(({ success }) => success)).toEqual([false, false, false, false])
      const note = { kind: 'note', runId: null, statement: 'the witness is slow' }
      expect(personCommands['record-decision'].safeParse({ ...note, subject: id }).success).toBe(id === null)
      if (typeof id !== 'string') return
      expect(read[0]?.error?.issues[0]?.message).toBe(
        'An id has 1 to 200 characters, none of them a control character or half of one.',
      )
    },
  )

  it('names what it says, whatever the language', () => {
    for (const runId of ['R-1', 'région', '\u{1f6a8}', 'x'.repeat(200)])
      expect(personCommands['resume-run'].parse({ runId })).toEqual({ runId })
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
