import { afterEach, expect, it } from 'vitest'
import type { Binding } from '@/lib/domain/system/binding'
import { commandFor, contextFor } from '../check/contexts'
import { localServer, type LocalServer } from '../check/local-server'
import { createExecutorRegistry } from '../registry'

const registry = createExecutorRegistry()
const postMessage = registry.action('slack.postMessage')

const servers: LocalServer[] = []
afterEach(async () => {
  await Promise.all(servers.splice(0).map((server) => server.close()))
})

/** A workspace with one channel and whatever else is said; `gone` are ids that are none any more. */
async function workspace(id: () => string, gone: string[] = [], next = '') {
  const server = await localServer(({ path, body }) => {
    if (path.endsWith('conversations.list'))
      return { json: { ok: true, channels: [{ id: id(), name: 'exec' }], response_metadata: { next_cursor: next } } }
    const channel = new URLSearchParams(body).get('channel') ?? ''
    if (gone.includes(channel)) return { json: { ok: false, error: 'channel_not_found' } }
    return { json: { ok: true, messages: [], response_metadata: {} } }
  })
  servers.push(server)
  const asked = (method: string) => server.seen.filter(({ path }) => path.endsWith(method))
  const observe = (channel = '#exec', channels?: Record<string, string>, since?: string, more = {}) => {
    const binding: Binding = {
      kind: 'slack',
      endpoint: server.url,
      token: 'file:token',
      ...(channels === undefined ? {} : { channels }),
    }
    const command = commandFor('slack.postMessage', binding, { channel, text: 'We move.', ...more })
    return postMessage.observe(command, { ...contextFor(binding), ...(since === undefined ? {} : { since }) })
  }
  return { observe, asked }
}

it('looks the id of a channel up once, however often it is looked into', async () => {
  const { observe, asked } = await workspace(() => 'C1')
  for (let look = 0; look < 5; look += 1) expect((await observe()).effect).toBe('absent')
  expect(asked('conversations.list')).toHaveLength(1)
  expect(asked('conversations.history')).toHaveLength(5)
})

it('looks it up again once the id is none any more', async () => {
  let id = 'C1'
  const gone: string[] = []
  const { observe, asked } = await workspace(() => id, gone)
  await observe()
  id = 'C2'
  gone.push('C1')
  expect((await observe()).effect).toBe('absent')
  expect(asked('conversations.list')).toHaveLength(2)
})

it('is told nothing of a message whose channel cannot be seen: it was archived, or the token taken out of it', async () => {
  const { observe } = await workspace(() => 'C1')
  expect((await observe('#unseen')).effect).toBe('unknown')
  expect((await observe('#unseen', undefined, undefined, { createChannel: true })).effect, 'it is made').toBe('absent')
})

it('asks for no channel whose id the environment binds', async () => {
  const { observe, asked } = await workspace(() => 'C1')
  await observe('#exec', { exec: 'C0BOUND' })
  expect(asked('conversations.list')).toEqual([])
  expect(new URLSearchParams(asked('conversations.history')[0]?.body).get('channel')).toBe('C0BOUND')
})

it('asks for no message from before its run, with room for the clock of Slack', async () => {
  const { observe, asked } = await workspace(() => 'C1')
  await observe('#exec', undefined, '2026-11-19T02:50:00.000Z')
  const oldest = new URLSearchParams(asked('conversations.history')[0]?.body).get('oldest')
  expect(oldest).toBe(String(Date.parse('2026-11-19T02:40:00.000Z') / 1_000))
})

it('does not take a workspace it cannot look through for one without the channel', async () => {
  const { observe } = await workspace(() => 'C1', [], 'always-more')
  await expect(observe('#other')).rejects.toMatchObject({
    code: 'too-many-channels',
    message: expect.stringContaining('bind the id of #other') as string,
  })
})
