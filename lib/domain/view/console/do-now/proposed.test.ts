import { describe, expect, it } from 'vitest'
import { momentWhen, stateKinds, type StateKind } from '@/lib/testing/every-state'
import { buildConsoleView } from '../console-view'

const seen = (kind: StateKind, person: string) => {
  const { story } = momentWhen(kind)
  return buildConsoleView(story.at('02:58:30').input(), story.viewer(person))
}
const verbs = (kind: StateKind, person = 'mara-okafor') => seen(kind, person).doNow.others.map(({ verb }) => verb)

describe('the ways out that need a second person', () => {
  it('are offered where nothing else can tell, behind the ordinary way on', () => {
    const { doNow } = seen('stopped, promotion in doubt', 'mara-okafor')
    expect(doNow.primary?.verb).toBe('resume-run')
    expect(doNow.others.map(({ label }) => label)).toEqual([
      'Say that S7 happened',
      'Say that S7 did not happen',
      'Give up the run',
    ])
    expect(verbs('forward only')).toEqual(['abandon-run'])
    expect(verbs('stopped').at(-1)).toBe('abandon-run')
    expect(verbs('undo failed')).toContain('abandon-run')
  })

  it('are offered only to whoever commands, and are never the first thing anywhere', () => {
    expect(verbs('stopped, promotion in doubt', 'ines-duarte')).toEqual([])
    for (const kind of stateKinds) {
      const verb = seen(kind, 'mara-okafor').doNow.primary?.verb
      expect([kind, verb === 'abandon-run' || verb === 'settle-outcome']).toEqual([kind, false])
    }
  })

  it.each([
    'arming',
    'going',
    'promotion accepted',
    'only watching',
    'recovery seen',
    'rolling back',
    'completed',
    'abandoned',
  ] as const)('are not offered when %s', (kind) => {
    expect(verbs(kind).filter((verb) => verb === 'abandon-run' || verb === 'settle-outcome')).toEqual([])
  })

  it('are put before who may agree, with the words they were proposed in', () => {
    const { doNow } = seen('outcome proposed', 'ines-duarte')
    expect(doNow).toMatchObject({
      headline: 'Do you agree: S7 happened?',
      primary: { verb: 'agree-proposal', how: 'hold', disabledBecause: null },
    })
    expect(doNow.detail).toMatch(/^M\. Okafor says so: for the table of states\./)
    expect(seen('abandon proposed', 'ines-duarte').doNow.headline).toBe('Do you agree: the run is given up?')
  })

  it('wait for a second person in the words of everybody else', () => {
    const view = seen('outcome proposed', 'mara-okafor')
    expect(view.doNow.detail).toMatch(/proposes that S7 happened: it counts once a second person agrees, of /)
    expect(view.runActions.find(({ verb }) => verb === 'agree-proposal')?.disabledBecause).toMatch(/You proposed it/)
  })

  it('are told as they ended', () => {
    const row = seen('promotion settled', 'mara-okafor')
      .checklist.phases.flatMap(({ rows }) => rows)
      .find(({ key }) => key === 'step:S7')
    expect(row).toMatchObject({ word: "done, on people's word", done: true })
    expect(seen('abandoned', 'mara-okafor').doNow.headline).toMatch(/The run was given up: S4 and S1 stay as they are/)
  })
})
