import { expect, it } from 'vitest'
import * as night from '@/lib/testing/region-failure'
import { buildConsoleView } from './console-view'
import { offWords } from './off-words'

const off = (label: string, disabledBecause: string | null) => ({ label, disabledBecause })

it('says of each button that is off why, and once what several have in common', () => {
  const role = 'Not with your role.'
  expect(
    offWords([
      off('Pause', null),
      off('Retry S6', role),
      off('Take over by hand', 'GO was not given.'),
      off('Skip S6', role),
    ]),
  ).toEqual(['Retry S6 and Skip S6: Not with your role.', 'Take over by hand: GO was not given.'])
  expect(offWords([off('Pause', null)])).toEqual([])
})

it('has a reason for every button that is off while a run is paused', () => {
  const story = night.gone().succeeds('S4').does('S6')
  story.by('mara-okafor', { type: 'pause-run', runId: story.runId(), reason: 'Look first.' })
  const { focus, runActions } = buildConsoleView(story.input(), story.viewer('mara-okafor'))
  const words = offWords([...runActions, ...(focus['step:S7']?.actions ?? [])])
  expect(words).toEqual(['Take over by hand: S7 waits for the pause to end.'])
})
