import { seen } from '../seen'
import type { HandsOf } from '../implement'
import type { slack } from '@/lib/domain/system/slack/system'
import { ExecutorError, type ExecutorContext, type Observation, type Receipt } from '@/lib/engine/ports'
import { actingCall, readingCall } from '../call'
import { badReply } from '../fault/http-fault'
import { hidesFor } from '../hides-for'
import { correction, undoKeys } from '../undo-key'
import { slackCall, type SlackCall } from './client'
import { findMessages, messageMark } from './find-message'
import { inChannel, makeChannel } from './in-channel'

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
export const postMessage: HandsOf<typeof slack, 'postMessage'> = {
  hidesFor: hidesFor.lists,

  async observe({ channel, createChannel }, context): Promise<Observation> {
    const call = readingCall(context)
    return inChannel(call, channel, async (channelId): Promise<Observation> => {
      // Archived, renamed, or the token was taken out of it: what is in it cannot be told.
      if (channelId === null && createChannel !== true) return unseen(channel)
      const ts = channelId === null ? undefined : await found(call, channelId, context)
      if (channelId === null || ts === undefined) {
        const detail = channelId === null ? 'there is no such channel' : 'no message of this command is in the channel'
        return seen('absent', detail)
      }
      const facts = { channelId, ts }
      return seen('present', 'the message is posted', { facts, outputs: facts })
    })
  },

  async execute({ channel, text, createChannel }, context) {
    const call = actingCall(context)
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
  async undo({ channel }, _before, context): Promise<Receipt> {
    const call = actingCall(context)
    return inChannel(call, channel, async (channelId): Promise<Receipt> => {
      const { said, corrected } = await saidIn(call, channelId, context)
      if (channelId === null || said === undefined) return { requestId: null, facts: { corrected: false }, outputs: {} }
      const text = 'Correction: the step that sent this message has been rolled back. Please disregard it.'
      const key = undoKeys(context.idempotencyKey).undo
      const ts = corrected ?? (await post(call, { channel: channelId, text, key, thread: said }))
      return { requestId: ts, facts: { corrected: true, channelId, ts }, outputs: {} }
    })
  },

  async undone({ channel, createChannel }, _before, context) {
    const call = readingCall(context)
    return inChannel(call, channel, async (channelId) => {
      if (channelId === null && createChannel !== true) return unseen(channel)
      const { said, corrected } = await saidIn(call, channelId, context)
      return correction(said !== undefined, corrected !== undefined)
    })
  },
}

function unseen(channel: string): Observation {
  return seen('unknown', `there is no channel ${channel} that the token may see`)
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
