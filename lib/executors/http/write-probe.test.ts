import { afterEach, expect, it } from 'vitest'
import { ExecutorError } from '@/lib/engine/ports'
import { contextFor, readingFor } from '../check/contexts'
import { localServer, refusingUrl, type Answer, type LocalServer } from '../check/local-server'
import { createExecutorRegistry } from '../registry'

const registry = createExecutorRegistry()
const writeProbe = registry.reading('store.writeProbe')

const servers: LocalServer[] = []
afterEach(async () => {
  await Promise.all(servers.splice(0).map((server) => server.close()))
})

async function probe(url: string) {
  const binding = { kind: 'http' as const, endpoint: url, region: null }
  return (await writeProbe.read(readingFor('store.writeProbe', binding, { path: '/w' }), contextFor(binding))).fields
}

/** Answers as a store does: with the word of the probe that it was sent. */
async function answered(answer: Answer, echo = true) {
  const server = await localServer(({ body }) => {
    if (typeof answer === 'string' || !echo) return answer
    return { ...answer, json: { ...(answer.json as object | undefined), ...(JSON.parse(body) as object) } }
  })
  servers.push(server)
  return probe(server.url)
}

it.each<[string, Answer, boolean]>([
  ['takes the write', { status: 201, json: { region: 'x' } }, true],
  ['is read-only', { status: 409, json: { sqlstate: '25006' } }, false],
  ['stands behind a closed gate', { status: 403, json: { rejected: 'writes are shut' } }, false],
])('of a store that %s says so', async (_, answer, accepted) => {
  expect(await answered(answer)).toMatchObject({ accepted, rejected: !accepted })
})

it.each<[string, Answer]>([
  ['cuts the connection', 'reset'],
  ['fails', { status: 503 }],
  ['refuses for another reason', { status: 409, json: { sqlstate: '40001' } }],
  ['says only that it does not want to', { status: 403, json: { reason: 'not you' } }],
  ['contradicts itself', { status: 201, json: { rejected: 'gate closed' } }],
])('of a store that %s has no answer, which is not the same as "not rejected"', async (_, answer) => {
  await expect(answered(answer)).rejects.toBeInstanceOf(ExecutorError)
})

it.each<[string, Answer]>([
  ['a firewall', { status: 403, text: 'blocked by the web application firewall' }],
  ['a mesh policy', { status: 403, text: 'RBAC: access denied' }],
  ['an expired token', { status: 403, json: { error: 'token expired' } }],
  ['a proxy that says what a gate would', { status: 403, json: { rejected: 'forbidden' } }],
  ['an answer to somebody else', { status: 403, json: { rejected: 'gate closed', probe: 'another' } }],
  ['a conflict of anybody', { status: 409, json: { sqlstate: '25006' } }],
  ['a page for every path', { status: 200, text: '<html>welcome</html>' }],
])('takes %s for reached, not told: neither rejected nor accepted', async (_, answer) => {
  await expect(answered(answer, false)).rejects.toMatchObject({
    code: 'untold',
    message: expect.stringMatching(/^reached, not told: HTTP status \d+ without the word of the probe$/) as string,
  })
})

it('sends a word of its own each time', async () => {
  const server = await localServer(() => ({ status: 500 }))
  servers.push(server)
  await expect(probe(server.url)).rejects.toBeInstanceOf(ExecutorError)
  await expect(probe(server.url)).rejects.toBeInstanceOf(ExecutorError)
  const words = server.seen.map(({ body }) => (JSON.parse(body) as { probe: string }).probe)
  expect(new Set(words).size).toBe(2)
})

it('of a refused connection has no answer either', async () => {
  await expect(probe(await refusingUrl())).rejects.toMatchObject({ kind: 'unreachable' })
})
