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
import { hidesFor } from '../hides-for'
import { readMilliseconds, timeLimit } from '../http/time-limit'
import { parseParameters } from '../parse-parameters'
import { correction, undoKeys } from '../undo-key'
import { slackCall, type SlackCall } from './client'
import { findMessages, messageMark } from './find-message'
import { inChannel, makeChannel } from './in-channel'

function callFor(context: ExecutorContext, milliseconds = readMilliseconds): SlackCall {
  return { binding: bound(context.binding, 'slack'), context, limit: timeLimit(milliseconds) }
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

function receipt(channelId: string, ts: string): Receipt {
  return { requestId: ts, facts: { channelId, ts }, outputs: { channelId, ts } }
}

/** Slack takes no idempotency key, so a message is looked for by its mark before it is posted. */
export const postMessage: ActionExecutor = {
  kind: 'slack.postMessage',
  hidesFor: hidesFor.lists,

  async observe(command, context): Promise<Observation> {
    const { channel, createChannel } = parseParameters(PostMessageParameters, command.parameters)
    const call = callFor(context)
    return inChannel(call, channel, async (channelId): Promise<Observation> => {
      // Archived, renamed, or the token was taken out of it: what is in it cannot be told.
      if (channelId === null && createChannel !== true) return unseen(channel)
      const ts = channelId === null ? undefined : await found(call, channelId, context)
      if (channelId === null || ts === undefined) {
        const detail = channelId === null ? 'there is no such channel' : 'no message of this command is in the channel'
        return { effect: 'absent', facts: {}, outputs: {}, detail }
      }
      const facts = { channelId, ts }
      return { effect: 'present', facts, outputs: facts, detail: 'the message is posted' }
    })
  },

  async execute(command, context) {
    const { channel, text, createChannel } = parseParameters(PostMessageParameters, command.parameters)
    const call = callFor(context, context.deadlineMilliseconds)
    return inChannel(call, channel, async (known) => {
      if (known === null && createChannel !== true) {
        throw new ExecutorError('refused', 'channel_not_found', `there is no channel ${channel} that the token may see`)
      }
      const channelId = known ?? (await makeChannel(call, channel))
      const posted = await found(call, channelId, context)
      if (posted !== undefined) return receipt(channelId, posted)
      return receipt(channelId, await post(call, { channel: channelId, text, key: context.idempotencyKey }))
    })
  },

  /** What was read stays read: a correction goes into the message's thread, once, and is shown in the channel too. */
  async undo(command, _before, context): Promise<Receipt> {
    const { channel } = parseParameters(PostMessageParameters, command.parameters)
    const call = callFor(context, context.deadlineMilliseconds)
    return inChannel(call, channel, async (channelId): Promise<Receipt> => {
      const { said, corrected } = await saidIn(call, channelId, context)
      if (channelId === null || said === undefined) return { requestId: null, facts: { corrected: false }, outputs: {} }
      const text = 'Correction: the step that sent this message has been rolled back. Please disregard it.'
      const key = undoKeys(context.idempotencyKey).undo
      const ts = corrected ?? (await post(call, { channel: channelId, text, key, thread: said }))
      return { requestId: ts, facts: { corrected: true, channelId, ts }, outputs: {} }
    })
  },

  async undone(command, _before, context) {
    const { channel, createChannel } = parseParameters(PostMessageParameters, command.parameters)
    const call = callFor(context)
    return inChannel(call, channel, async (channelId) => {
      if (channelId === null && createChannel !== true) return unseen(channel)
      const { said, corrected } = await saidIn(call, channelId, context)
      return correction(said !== undefined, corrected !== undefined)
    })
  },
}

function unseen(channel: string): Observation {
  return { effect: 'unknown', facts: {}, outputs: {}, detail: `there is no channel ${channel} that the token may see` }
}

type Keyed = ExecutorContext & { idempotencyKey: string }

async function found(call: SlackCall, channelId: string, { idempotencyKey, since }: Keyed) {
  return (await findMessages(call, channelId, [idempotencyKey], since)).get(idempotencyKey)
}

/** The message of an act and its correction, as far as they are in the channel. */
async function saidIn(call: SlackCall, channelId: string | null, { idempotencyKey, since }: Keyed) {
  if (channelId === null) return {}
  const { act, undo } = undoKeys(idempotencyKey)
  const messages = await findMessages(call, channelId, [act, undo], since)
  return { said: messages.get(act), corrected: messages.get(undo) }
}
