import { afterEach, expect, it } from 'vitest'
import { z } from 'zod'
import { localServer, type LocalServer } from '../check/local-server'
import { jsonResult } from './json-request'
import { timeLimit } from './time-limit'

let server: LocalServer | undefined
afterEach(async () => {
  await server?.close()
  server = undefined
})

async function asked(status: number, words?: string) {
  server = await localServer(() => ({ status, text: '{}' }))
  const call = {
    endpoint: server.url,
    path: '/incidents/Q2K9/notes?limit=10',
    method: 'POST' as const,
    body: {},
    effect: 'change' as const,
    limit: timeLimit(2_000),
    signal: new AbortController().signal,
    leave: () => Promise.resolve(),
    secrets: [],
  }
  return jsonResult(call, z.object({}), () => ({ words })).then(
    () => 'taken',
    (error: unknown) => (error instanceof Error ? error.message : ''),
  )
}

it.each([
  ['in the words of the target', 404, 'Not Found', 'Not Found: POST /incidents/Q2K9/notes'],
  ['where the target says nothing', 404, undefined, 'there is no POST /incidents/Q2K9/notes'],
  ['and leaves other refusals as they were said', 403, 'Forbidden', 'Forbidden'],
])('names what was not found, %s', async (_, status, words, message) => {
  expect(await asked(status, words)).toBe(message)
})
