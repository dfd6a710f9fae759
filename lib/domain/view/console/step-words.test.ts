import { expect, it } from 'vitest'
import { working } from '@/lib/testing/every-command'
import { momentWhen } from '@/lib/testing/every-state'
import { stepWord } from './step-words'

it.each([
  [{}, { status: 'warning', word: 'done, without an entry' }],
  [{ untold: true as const }, { status: 'unknown', word: 'may be in the world' }],
])('of a step that was found without an entry nobody’s word is told: %j', (how, said) => {
  const { story } = momentWhen('rolling back')
  const found = [{ step: 'S10', detail: 'it is there', ...how }]
  story.tell([{ type: 'run.lookedOver', payload: { runId: story.runId(), found } }], working)
  const input = story.input()
  const [runbook] = input.plan.runbooks
  const step = runbook?.steps.find(({ id }) => id === 'S10')
  const run = input.state.runs[0]
  if (runbook === undefined || step === undefined || run === undefined) return expect.fail('the plan has S10')
  expect(stepWord(input, run, runbook, step)).toEqual(said)
})
