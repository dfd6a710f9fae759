import { expect, it } from 'vitest'
import type { GlobalClusterState } from './client'
import { observePromotion, observeReturn } from './observe-promotion'

const [east, west] = ['arn:aws:rds:us-east-1:1:cluster:a', 'arn:aws:rds:us-west-2:1:cluster:b'] as const

function clusters(writer: string, failoverState = '', to = ''): GlobalClusterState {
  const members = [east, west].map((arn) => ({ arn, isWriter: arn === writer, synchronization: 'connected' }))
  const rest = { status: 'available', engineVersion: '16.4', endpoint: '', from: '', dataLossAllowed: false }
  return { ...rest, failoverState, to, members }
}

it.each([
  ['while the standby is the writer', clusters(west), 'present'],
  ['while it moves back', clusters(west, 'switching-over', east), 'in-progress'],
  ['while it still moves there', clusters(east, 'switching-over', west), 'unknown'],
  ['once the former writer has it and nothing moves', clusters(east), 'absent'],
])('what is left of a switchover %s', (_, state, left) => {
  expect(observeReturn(state, east).effect).toBe(left)
})

it('is no promotion of a cluster that is not a member', () => {
  expect(observePromotion(clusters(east), 'arn:aws:rds:eu-west-1:1:cluster:c').effect).toBe('unknown')
})

it.each(['failing-over', 'switching-over', 'modifying', 'upgrading', 'deleting', 'creating', ''])(
  'never takes a promotion for absent, nor for done, while the global cluster is %j and names no failover',
  (status) => {
    for (const writer of [east, west]) {
      const state = { ...clusters(writer), status }
      expect(observePromotion(state, west).effect).toBe('unknown')
      expect(observeReturn(state, east).effect).toBe('unknown')
    }
  },
)

it.each([
  ['failing-over', west, 'in-progress'],
  ['pending', west, 'in-progress'],
  ['cancelling', west, 'unknown'],
  ['failing-over', east, 'unknown'],
])('takes a global cluster that is %s to %s for %s', (failoverState, to, effect) => {
  expect(observePromotion(clusters(east, failoverState, to), west).effect).toBe(effect)
})
