import { afterEach, expect, it } from 'vitest'
import { ExecutorError } from '@/lib/engine/ports'
import { contextFor, readingFor } from '../testing/contexts'
import { localServer, refusingUrl, type Answer, type LocalServer } from '../testing/local-server'
import { writeProbe } from './write-probe'

const servers: LocalServer[] = []
afterEach(async () => {
  await Promise.all(servers.splice(0).map((server) => server.close()))
})

async function probe(url: string) {
  const binding = { kind: 'http' as const, endpoint: url, region: null }
  return (await writeProbe.read(readingFor('store.writeProbe', binding, { path: '/w' }), contextFor(binding))).fields
}

async function answered(answer: Answer) {
  const server = await localServer(() => answer)
  servers.push(server)
  return probe(server.url)
}

it.each<[string, Answer, boolean]>([
  ['takes the write', { status: 201 }, true],
  ['is read-only', { status: 409, json: { sqlstate: '25006' } }, false],
  ['stands behind a closed gate', { status: 403, json: { reason: 'writes are shut' } }, false],
])('of a store that %s says so', async (_, answer, accepted) => {
  expect(await answered(answer)).toMatchObject({ accepted, rejected: !accepted })
})

it.each<[string, Answer]>([
  ['cuts the connection', 'reset'],
  ['fails', { status: 503 }],
  ['refuses for another reason', { status: 409, json: { sqlstate: '40001' } }],
])('of a store that %s has no answer, which is not the same as "not rejected"', async (_, answer) => {
  await expect(answered(answer)).rejects.toBeInstanceOf(ExecutorError)
})

it('of a refused connection has no answer either', async () => {
  await expect(probe(await refusingUrl())).rejects.toMatchObject({ kind: 'unreachable' })
})
