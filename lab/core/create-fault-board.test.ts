import { expect, test } from 'vitest'
import type { Fault } from './contract'
import { createFaultBoard } from './create-fault-board'

const everywhere: Omit<Fault, 'id'> = {
  kind: 'deny',
  system: '*',
  region: '*',
  operation: '*',
  remaining: null,
  delayMilliseconds: 0,
}

test.each([
  [{}, true],
  [{ system: 'rds' }, true],
  [{ system: 'slack' }, false],
  [{ region: 'us-west-2' }, true],
  [{ region: 'us-east-1' }, false],
  [{ operation: 'FailoverGlobalCluster' }, true],
  [{ operation: 'DescribeGlobalClusters' }, false],
  [{ kind: 'slow' as const }, false],
])('a fault of %j hits an rds failover in us-west-2: %s', (fields, hit) => {
  const board = createFaultBoard()
  board.add({ ...everywhere, ...fields })
  expect(board.take('deny', 'rds', 'us-west-2', 'FailoverGlobalCluster') !== undefined).toBe(hit)
})

test('a fault of a region does not hit a system outside both regions', () => {
  const board = createFaultBoard()
  board.add({ ...everywhere, region: 'us-east-1' })
  expect(board.take('deny', 'slack', null, 'chat.postMessage')).toBeUndefined()
})

test('a counted fault is used up, a standing one is not', () => {
  const board = createFaultBoard()
  board.add({ ...everywhere, remaining: 2 })
  const take = () => board.take('deny', 'rds', null, 'x') !== undefined
  expect([take(), take(), take()]).toEqual([true, true, false])
  expect(board.all()).toEqual([])
  board.add(everywhere)
  expect([take(), take(), take()]).toEqual([true, true, true])
})

test('restored faults keep their numbers free of collision', () => {
  const board = createFaultBoard()
  board.add(everywhere)
  const second = createFaultBoard()
  second.restore(board.all())
  expect(second.add(everywhere).id).toBe('fault-2')
  expect(second.remove('fault-1')).toBe(true)
  expect(second.remove('fault-1')).toBe(false)
  second.clear()
  expect(second.all()).toEqual([])
})
