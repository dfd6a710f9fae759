import { expect, it } from 'vitest'
import { ExecutorError } from '@/lib/engine/ports'
import { effectLeft, effectOf, lookAtEach, observed, type TargetAnswer } from './look-at-each'

type Told = TargetAnswer | 'untold'

const look = (answers: readonly Told[]) =>
  lookAtEach(answers, (answer) => {
    if (answer === 'untold') throw new ExecutorError('unreachable', 'ECONNRESET', 'connection reset')
    return answer
  })

it.each<[Told[], string, string]>([
  [['done', 'done'], 'present', 'absent'],
  [['not', 'not'], 'absent', 'present'],
  [['done', 'not'], 'partial', 'partial'],
  [['under-way', 'not'], 'partial', 'partial'],
  [['done', 'under-way'], 'in-progress', 'in-progress'],
  [['done', 'untold'], 'unknown', 'unknown'],
  [['not', 'untold'], 'unknown', 'unknown'],
  [['done', 'not', 'untold'], 'partial', 'partial'],
  [['done', 'under-way', 'not', 'untold'], 'partial', 'partial'],
])('%j is %s as an effect, and leaves %s when asked to be as before', async (answers, effect, left) => {
  const tally = await look(answers)
  expect([effectOf(tally), effectLeft(tally)]).toEqual([effect, left])
})

it('has no answer when no target gives one', async () => {
  await expect(look(['untold', 'untold'])).rejects.toMatchObject({ code: 'ECONNRESET' })
})

it('counts the parts of a target that has several, and says in words how far it is', async () => {
  const tally = await lookAtEach([['done', 'not'] as const, ['under-way'] as const], (parts) => parts)
  expect(observed(tally, effectOf(tally), 'annotations are as asked for')).toMatchObject({
    effect: 'partial',
    facts: { done: 1, underWay: 1, of: 3 },
    detail: '1 of 3 annotations are as asked for, 1 under way',
  })
})

it('lets an error that is no answer of a target through', async () => {
  const broken = lookAtEach(['a'], () => Promise.reject(new TypeError('of ours')))
  await expect(broken).rejects.toThrow('of ours')
})
