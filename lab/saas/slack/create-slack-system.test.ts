import { ErrorCode, WebClient, type WebAPICallResult } from '@slack/web-api'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { startSmallLab, type SmallLab } from '../testing/start-small-lab'
import { createSlackSystem } from './create-slack-system'

const systems = [{ name: 'slack', create: createSlackSystem }]
const fault = { system: 'slack', region: '*', operation: 'chat.postMessage', remaining: 1, delayMilliseconds: 0 }
let lab: SmallLab

beforeEach(async () => {
  lab = await startSmallLab(systems, { timeScale: 100 })
})
afterEach(() => lab.end())

function client(token = lab.secret('slack-token')): WebClient {
  return new WebClient(token, { slackApiUrl: `${lab.url('slack')}/api/`, retryConfig: { retries: 0 } })
}

async function errorOf(call: Promise<unknown>): Promise<string> {
  const error: unknown = await call.then(
    () => new Error('it was accepted'),
    (reason: unknown) => reason,
  )
  const data = error instanceof Error && 'data' in error ? (error.data as { error?: string }) : {}
  return data.error ?? String(error)
}

describe('Slack driven by the official client', () => {
  it('knows its bot by the token, and nobody else', async () => {
    expect(await client().auth.test()).toMatchObject({ ok: true, user: 'breakwater' })
    expect(await errorOf(client('xoxb-wrong').auth.test())).toBe('invalid_auth')
    const anonymous = await fetch(`${lab.url('slack')}/api/auth.test`, { method: 'POST' })
    expect([anonymous.status, await anonymous.json()]).toEqual([200, { ok: false, error: 'not_authed' }])
  })

  it('creates a channel once and finds it by name', async () => {
    const { channel } = await client().conversations.create({ name: 'inc-42' })
    expect(await errorOf(client().conversations.create({ name: 'inc-42' }))).toBe('name_taken')
    const list = await client().conversations.list({ exclude_archived: true, limit: 200 })
    expect(list.channels?.find(({ name }) => name === 'inc-42')?.id).toBe(channel?.id)
    expect((await client().conversations.info({ channel: channel?.id ?? '' })).channel?.name).toBe('inc-42')
    expect(lab.effects().map(({ outcome, fault: code }) => [outcome, code])).toEqual([
      ['accepted', null],
      ['refused', 'name_taken'],
    ])
  })

  it.each([
    ['', 'invalid_name_required'],
    ['Upper', 'invalid_name_specials'],
    ['with space', 'invalid_name_specials'],
    ['x'.repeat(81), 'invalid_name_maxlength'],
  ])('refuses the channel name "%s"', async (name, code) => {
    expect(await errorOf(client().conversations.create({ name }))).toBe(code)
  })

  it('posts, keeps metadata and client_msg_id, updates, and shows it in the history, newest first', async () => {
    const metadata = { event_type: 'breakwater_step', event_payload: { attempt: 'a1' } }
    const blocks = [{ type: 'divider' }]
    const posted: WebAPICallResult & { channel?: unknown; ts?: unknown } = await client().apiCall('chat.postMessage', {
      channel: '#incidents-exec',
      text: 'Failover begins',
      blocks,
      metadata,
      client_msg_id: 'c0ffee',
    })
    const channel = String(posted.channel)
    const second = await client().chat.postMessage({ channel, text: 'second' })
    await client().chat.update({ channel, ts: second.ts ?? '', text: 'second, corrected' })
    const history = await client().conversations.history({ channel, include_all_metadata: true, limit: 10 })
    expect(history.messages?.map(({ text }) => text)).toEqual(['second, corrected', 'Failover begins'])
    expect(history.messages?.[1]).toMatchObject({ metadata, blocks, client_msg_id: 'c0ffee', ts: posted.ts })
    const plain = await client().conversations.history({ channel, oldest: String(posted.ts), inclusive: false })
    expect(plain.messages?.map(({ metadata: hidden }) => hidden)).toEqual([undefined])
    expect(lab.effects().map(({ operation, target }) => `${operation} ${target}`)[0]).toBe(
      'chat.postMessage incidents-exec c0ffee',
    )
    expect(JSON.stringify(lab.effects())).not.toContain(lab.secret('slack-token'))
  })

  it('pages through the history', async () => {
    for (const text of ['1', '2', '3']) await client().chat.postMessage({ channel: 'incidents', text })
    const channel = (await client().conversations.list()).channels?.find(({ name }) => name === 'incidents')?.id ?? ''
    const first = await client().conversations.history({ channel, limit: 2 })
    expect([first.messages?.length, first.has_more]).toEqual([2, true])
    const cursor = first.response_metadata?.next_cursor ?? ''
    const rest = await client().conversations.history({ channel, limit: 2, cursor })
    expect(rest.messages?.map(({ text }) => text)).toEqual(['1'])
  })

  it.each([
    ['channel_not_found', 'chat.postMessage', { channel: 'nowhere', text: 'x' }],
    ['no_text', 'chat.postMessage', { channel: 'general' }],
    ['invalid_metadata_format', 'chat.postMessage', { channel: 'general', text: 'x', metadata: { event_type: 'x' } }],
    ['message_not_found', 'chat.update', { channel: 'general', ts: '1.2', text: 'x' }],
    ['unknown_method', 'chat.shout', {}],
  ])('answers %s with ok false and 200', async (code, method, options) => {
    expect(await errorOf(client().apiCall(method, options))).toBe(code)
  })

  it('answers 429 with Retry-After when throttled, which the client reports as rate limiting', async () => {
    lab.lab.faults.add({ ...fault, kind: 'throttle' })
    const limited = new WebClient(lab.secret('slack-token'), {
      slackApiUrl: `${lab.url('slack')}/api/`,
      rejectRateLimitedCalls: true,
    })
    await expect(limited.chat.postMessage({ channel: 'general', text: 'x' })).rejects.toMatchObject({
      code: ErrorCode.RateLimitedError,
      retryAfter: 1,
    })
    lab.lab.faults.add({ ...fault, kind: 'deny' })
    expect(await errorOf(client().chat.postMessage({ channel: 'general', text: 'x' }))).toBe('access_denied')
    expect(lab.effects().map(({ outcome }) => outcome)).toEqual(['refused', 'refused'])
  })

  it('has posted the message when the reply is lost, and the history shows it once', async () => {
    lab.lab.faults.add({ ...fault, kind: 'reply-lost' })
    await expect(client().chat.postMessage({ channel: 'incidents', text: 'lost' })).rejects.toThrow()
    const channel = (await client().conversations.list()).channels?.find(({ name }) => name === 'incidents')?.id ?? ''
    expect((await client().conversations.history({ channel })).messages?.map(({ text }) => text)).toEqual(['lost'])
    expect(lab.effects()).toHaveLength(1)
  })

  it('keeps channels, messages and token over a restart', async () => {
    const token = lab.secret('slack-token')
    await client().conversations.create({ name: 'inc-1' })
    lab = await lab.restart()
    expect(lab.secret('slack-token')).toBe(token)
    expect(await errorOf(client().conversations.create({ name: 'inc-1' }))).toBe('name_taken')
  })
})
