import { expect, it } from 'vitest'
import { momentWhen, stateKinds } from '@/lib/testing/every-state'
import { incidentOutcome } from './incident-outcome'

it.each(stateKinds)('of an incident when %s: nothing while it is open, all of its end once it is closed', (kind) => {
  const { story } = momentWhen(kind)
  const { state, persons } = story.input()
  const outcome = incidentOutcome(state, persons)
  if (state.closed === null) return expect(outcome).toBeNull()
  expect(outcome).toMatchObject({
    at: state.closed.at,
    reason: state.closed.reason,
    from: state.impact?.at ?? state.proposed.at,
  })
  expect(outcome?.by).not.toBe('')
  expect([...(outcome?.back ?? []), ...(outcome?.notBack ?? [])].sort()).toEqual(Object.keys(state.tiers).sort())
})
