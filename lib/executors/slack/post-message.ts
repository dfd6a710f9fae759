import { PostMessageParameters } from '@/lib/domain/action/slack/post-message'
import {
  ExecutorError,
  type ActionExecutor,
  type ExecutorContext,
  type Observation,
  type Receipt,
} from '@/lib/engine/ports'
import { bound } from '../bound'
import { badReply } from '../fault/http-fault'
import { readMilliseconds, timeLimit } from '../http/time-limit'
import { parseParameters } from '../parse-parameters'
import { correction, undoKeys } from '../undo-key'
import { slackCall, type SlackCall } from './client'
import { findChannel, findMessage, messageMark } from './find-message'

function callFor(context: ExecutorContext, milliseconds = readMilliseconds): SlackCall {
  return { binding: bound(context.binding, 'slack'), context, limit: timeLimit(milliseconds) }
}

function channelName(channel: string): string {
  return channel.replace(/^#/, '')
}

async function post(
  call: SlackCall,
  message: { channel: string; text: string; key: string; thread?: string },
): Promise<string> {
  const { channel, text, key, thread } = message
  const content = { channel, text, metadata: { event_type: messageMark, event_payload: { key } }, unfurl_links: false }
  const reply = await slackCall(call, 'change', (client) =>
    client.chat.postMessage(
      thread === undefined ? content : { ...content, thread_ts: thread, reply_broadcast: true as const },
    ),
  )
  if (reply.ts === undefined) throw badReply('change', null, 'the reply has no ts')
  return reply.ts
}

/** Makes the channel, or finds it when somebody was faster. */
async function makeChannel(call: SlackCall, name: string): Promise<string> {
  try {
    const reply = await slackCall(call, 'change', (client) => client.conversations.create({ name }))
    if (reply.channel?.id !== undefined) return reply.channel.id
  } catch (error) {
    if (!(error instanceof ExecutorError) || error.code !== 'name_taken') throw error
  }
  const found = await findChannel(call, name)
  if (found !== null) return found
  throw new ExecutorError('refused', 'name_taken', `#${name} exists, but the token may not see it`)
}

function receipt(channelId: string, ts: string): Receipt {
  return { requestId: ts, facts: { channelId, ts }, outputs: { channelId, ts } }
}

/** Slack takes no idempotency key, so a message is looked for by its mark before it is posted. */
export const postMessage: ActionExecutor = {
  kind: 'slack.postMessage',

  async observe(command, context): Promise<Observation> {
    const { channel } = parseParameters(PostMessageParameters, command.parameters)
    const call = callFor(context)
    const channelId = await findChannel(call, channelName(channel))
    const ts = channelId === null ? null : await findMessage(call, channelId, context.idempotencyKey)
    if (channelId === null || ts === null) {
      const detail = channelId === null ? 'there is no such channel' : 'no message of this command is in the channel'
      return { effect: 'absent', facts: {}, outputs: {}, detail }
    }
    return { effect: 'present', facts: { channelId, ts }, outputs: { channelId, ts }, detail: 'the message is posted' }
  },

  async execute(command, context) {
    const { channel, text, createChannel } = parseParameters(PostMessageParameters, command.parameters)
    const call = callFor(context, context.deadlineMilliseconds)
    const name = channelName(channel)
    const known = await findChannel(call, name)
    if (known === null && createChannel !== true) {
      throw new ExecutorError('refused', 'channel_not_found', `there is no channel #${name} that the token may see`)
    }
    const channelId = known ?? (await makeChannel(call, name))
    const posted = await findMessage(call, channelId, context.idempotencyKey)
    if (posted !== null) return receipt(channelId, posted)
    return receipt(channelId, await post(call, { channel: channelId, text, key: context.idempotencyKey }))
  },

  /** What was read stays read: a correction goes into the message's thread, once, and is shown in the channel too. */
  async undo(command, _before, context): Promise<Receipt> {
    const { channel } = parseParameters(PostMessageParameters, command.parameters)
    const call = callFor(context, context.deadlineMilliseconds)
    const keys = undoKeys(context.idempotencyKey)
    const channelId = await findChannel(call, channelName(channel))
    const thread = channelId === null ? null : await findMessage(call, channelId, keys.act)
    if (channelId === null || thread === null) return { requestId: null, facts: { corrected: false }, outputs: {} }
    const corrected = await findMessage(call, channelId, keys.undo)
    const text = 'Correction: the step that sent this message has been rolled back. Please disregard it.'
    const ts = corrected ?? (await post(call, { channel: channelId, text, key: keys.undo, thread }))
    return { requestId: ts, facts: { corrected: true, channelId, ts }, outputs: {} }
  },

  async undone(command, _before, context) {
    const { channel } = parseParameters(PostMessageParameters, command.parameters)
    const call = callFor(context)
    const keys = undoKeys(context.idempotencyKey)
    const channelId = await findChannel(call, channelName(channel))
    if (channelId === null) return correction(false, false)
    const corrected = (await findMessage(call, channelId, keys.undo)) !== null
    return correction(corrected || (await findMessage(call, channelId, keys.act)) !== null, corrected)
  },
}
