import { expect, it } from 'vitest'
import { momentWhen } from '@/lib/testing/every-state'
import { runActions } from './run-actions'
import { incidentRunbook } from './incident-runbook'
import { currentRun } from '../../run/state'

it('nobody is told to call themselves when a stop cannot be recorded', () => {
  const { story } = momentWhen('going')
  const input = story.input()
  const call = (person: string) =>
    runActions(input, currentRun(input.state), incidentRunbook(input), story.viewer(person))
      .find(({ key }) => key === 'abort')
      ?.ask?.byHand.find((line) => line.startsWith('Call '))
  expect(call('mara-okafor')).not.toContain('Mara Okafor')
  expect(call('mara-okafor')).toContain('Tomás Varga')
  expect(call('tomas-varga')).toContain('Mara Okafor')
})
