import { appendFileSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { createEffectLog } from './create-effect-log'
import { temporaryDirectory } from './testing/lab-on-disk'

const promotion = {
  system: 'rds',
  region: 'us-west-2',
  operation: 'FailoverGlobalCluster',
  requestId: 'r-1',
  target: 'orderflow-global',
  parameters: { AllowDataLoss: true },
  outcome: 'accepted' as const,
  fault: null,
  receivedAt: 1000,
}

test('an effect is on disk before its reply can leave, and once more when it settles', () => {
  const file = join(temporaryDirectory(onTestFinished), 'effects.jsonl')
  const log = createEffectLog(file, () => 1500)
  const { id } = log.record(promotion)
  expect(readFileSync(file, 'utf8').trim().split('\n')).toHaveLength(1)
  log.settle(id)
  expect(readFileSync(file, 'utf8').trim().split('\n')).toHaveLength(2)
  expect(log.all()).toEqual([{ ...promotion, id: 1, settledAt: 1500 }])
})

test('a restarted log knows every effect, its settling, and goes on numbering', () => {
  const file = join(temporaryDirectory(onTestFinished), 'effects.jsonl')
  const first = createEffectLog(file, () => 2000)
  first.settle(first.record(promotion).id)
  first.record({ ...promotion, requestId: 'r-2', outcome: 'refused', fault: 'InvalidGlobalClusterStateFault' })
  const second = createEffectLog(file, () => 3000)
  expect(second.all()).toEqual(first.all())
  expect(second.record(promotion).id).toBe(3)
})

test('half a line left by a killed lab is not an effect', () => {
  const file = join(temporaryDirectory(onTestFinished), 'effects.jsonl')
  createEffectLog(file, () => 0).record(promotion)
  appendFileSync(file, '{"id":2,"system":"rd')
  const reopened = createEffectLog(file, () => 0)
  expect(reopened.all()).toHaveLength(1)
  reopened.record(promotion)
  expect(createEffectLog(file, () => 0).all()).toHaveLength(2)
})

test('an effect settles once', () => {
  let now = 10
  const log = createEffectLog(join(temporaryDirectory(onTestFinished), 'effects.jsonl'), () => now)
  const { id } = log.record(promotion)
  log.settle(id)
  now = 20
  log.settle(id)
  log.settle(99)
  expect(log.all()[0]?.settledAt).toBe(10)
})
