import { expect, it } from 'vitest'
import type { Binding } from '@/lib/domain/system/binding'
import { contextFor, readingFor } from '../check/contexts'
import { localServer } from '../check/local-server'
import { signedAt } from '../check/signed-at'
import { createExecutorRegistry } from '../registry'

const registry = createExecutorRegistry()
const globalCluster = registry.reading('aws.rds.globalCluster')

it('signs by the clock of an endpoint that called ours ten minutes wrong', async () => {
  const ahead = 10 * 60_000
  const server = await localServer(() => ({
    status: 403,
    headers: { 'content-type': 'text/xml', date: new Date(Date.now() + ahead).toUTCString() },
    text: '<ErrorResponse><Error><Code>RequestTimeTooSkewed</Code><Message>skewed</Message></Error></ErrorResponse>',
  }))
  const binding: Binding = {
    kind: 'aws.rds',
    region: 'us-east-1',
    account: '447120938856',
    endpoint: server.url,
    credentials: { accessKeyId: 'file:key', secretAccessKey: 'file:secret' },
  }
  const secrets = { key: 'AKIAEXAMPLEEXAMPLE00', secret: 'a-secret' }
  const target = 'arn:aws:rds:us-west-2:447120938856:cluster:west'
  const reading = readingFor('aws.rds.globalCluster', binding, { globalCluster: 'g', target })
  const read = () => globalCluster.read(reading, contextFor(binding, { secrets }))
  await expect(read()).rejects.toMatchObject({ kind: 'busy', code: 'RequestTimeTooSkewed' })
  await expect(read()).rejects.toMatchObject({ kind: 'busy' })
  const [first, second] = server.seen.map(({ headers }) => signedAt(String(headers['x-amz-date'])))
  expect(Math.abs((first ?? 0) - Date.now())).toBeLessThan(60_000)
  expect(Math.abs((second ?? 0) - Date.now() - ahead)).toBeLessThan(60_000)
  await server.close()
})
