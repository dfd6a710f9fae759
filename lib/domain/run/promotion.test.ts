import { expect, it } from 'vitest'
import { momentWhen, type StateKind } from '@/lib/testing/every-state'
import { gone, promoting, relapsed } from '@/lib/testing/region-failure'
import { promotionOf } from './promotion'
import { runbookOf } from './resolve-step'
import { currentRun } from './state'

const of = ({ state, plan }: ReturnType<typeof gone>) => {
  const run = currentRun(state)
  return run === null ? null : promotionOf(state, run, runbookOf(plan, run.runbook))
}

it.each<[StateKind, string | null]>([
  ['promotion intended', 'under-way'],
  ['promotion in doubt', 'under-way'],
  ['promotion accepted', 'under-way'],
  ['stopped, promotion in doubt', 'not-known'],
  ['promotion settled', 'done'],
  ['rolled back', null],
])('a promotion is told from the journal: %s', (kind, is) => {
  expect(of(momentWhen(kind).story)?.is ?? null).toBe(is)
})

it('has the region that takes over and when the step was first sent', () => {
  const story = promoting()
  const step = currentRun(story.state)?.steps['S7']
  expect(of(story)).toMatchObject({ region: 'west', step: 'S7', since: step?.attempts[0]?.intended.at })
  expect(of(gone())).toBeNull()
  expect(of(relapsed())?.is).toBe('done')
})
