import { readFileSync } from 'node:fs'
import { setTimeout as delay } from 'node:timers/promises'
import { expect, onTestFinished, test } from 'vitest'
import { labConfig } from './config'
import { temporaryDirectory } from './core/testing/lab-on-disk'
import { startLab } from './start-lab'
import { call, quick, startTestLab } from './testing/start-test-lab'

const listeners = [
  'alertmanager',
  ...[1, 2, 3, 4, 5].map((endpoint) => `arc.${endpoint}`),
  'aws',
  'aws.us-east-1',
  'aws.us-west-2',
  'checkout.public',
  'checkout.us-east-1',
  'checkout.us-west-2',
  'control',
  'kubernetes.us-east-1',
  'kubernetes.us-west-2',
  'pagerduty.events',
  'pagerduty.rest',
  'prometheus',
  'route53',
  'slack',
  'statuspage',
  'store.global',
  'store.us-east-1',
  'store.us-west-2',
  'vantage.ap',
  'vantage.eu',
  'vantage.sa',
  'witness',
]

test('every system of the lab is there, and checkout works', async () => {
  const lab = await startTestLab(onTestFinished, {}, {})
  expect(Object.keys(lab.addresses).sort()).toEqual(listeners)
  expect(lab.environment.variables).toMatchObject({
    AWS_ENDPOINT_URL: lab.addresses.aws,
    KUBECONFIG: expect.stringContaining(lab.lab.config.dataDirectory),
  })
  await expect.poll(async () => (await call(lab, 'vantage.eu', '/status')).body.ok).toBe(true)
  // Null until the first customers have ordered.
  await expect.poll(() => lab.lab.world.checkoutErrorRatio()).toBe(0)
  expect((await call(lab, 'control', '/state')).body.writer).toBe('us-east-1')
})

test('credentials survive a restart, so that no client is locked out', async () => {
  const dataDirectory = temporaryDirectory(onTestFinished)
  const first = await startLab(labConfig(quick, { dataDirectory }))
  const secrets = () => Object.fromEntries(first.environment.files.map((file) => [file, readFileSync(file, 'utf8')]))
  const before = secrets()
  expect(Object.keys(before).length).toBeGreaterThan(8)
  await first.close()
  await delay(50)
  const second = await startTestLab(onTestFinished, { dataDirectory }, {})
  expect(secrets()).toEqual(before)
  expect(second.environment.variables.AWS_SECRET_ACCESS_KEY).toBe(first.environment.variables.AWS_SECRET_ACCESS_KEY)
})
