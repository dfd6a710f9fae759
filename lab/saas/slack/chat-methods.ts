import { isFields, textOf, type Fields } from '../http/read-fields'
import { SlackError } from './slack-error'
import { bot, findChannel, nextTimestamp, type Channel, type Message, type SlackState } from './slack-state'

const maxTextLength = 40_000

export function postMessage(state: SlackState, fields: Fields, now: number): object {
  const channel = openChannel(state, fields)
  const message: Message = {
    type: 'message',
    user: bot.userId,
    bot_id: bot.botId,
    ts: nextTimestamp(state, now),
    ...content(fields),
    ...(fields.client_msg_id === undefined ? {} : { client_msg_id: textOf(fields.client_msg_id) }),
    ...(fields.thread_ts === undefined ? {} : { thread_ts: threadOf(channel, textOf(fields.thread_ts)) }),
    ...(fields.metadata === undefined ? {} : { metadata: readMetadata(fields.metadata) }),
  }
  channel.messages.push(message)
  return { channel: channel.id, ts: message.ts, message }
}

export function updateMessage(state: SlackState, fields: Fields, now: number): object {
  const channel = openChannel(state, fields)
  const index = channel.messages.findIndex(({ ts }) => ts === textOf(fields.ts))
  const before = channel.messages[index]
  if (!before) throw new SlackError('message_not_found')
  const message = {
    ...before,
    ...content(fields),
    ...(fields.metadata === undefined ? {} : { metadata: readMetadata(fields.metadata) }),
    edited: { user: bot.userId, ts: nextTimestamp(state, now) },
  }
  channel.messages[index] = message
  return { channel: channel.id, ts: message.ts, text: message.text, message }
}

export function permalink(state: SlackState, fields: Fields): object {
  const channel = findChannel(state, textOf(fields.channel))
  if (!channel) throw new SlackError('channel_not_found')
  const ts = textOf(fields.message_ts)
  if (!channel.messages.some((message) => message.ts === ts)) throw new SlackError('message_not_found')
  const link = `https://orderflow.slack.com/archives/${channel.id}/p${ts.replace('.', '')}`
  return { channel: channel.id, permalink: link }
}

function openChannel(state: SlackState, fields: Fields): Channel {
  const channel = findChannel(state, textOf(fields.channel))
  if (!channel) throw new SlackError('channel_not_found')
  if (channel.isArchived) throw new SlackError('is_archived')
  return channel
}

function content(fields: Fields): Pick<Message, 'text' | 'blocks' | 'attachments'> {
  const text = textOf(fields.text)
  if (text === '' && fields.blocks === undefined && fields.attachments === undefined) throw new SlackError('no_text')
  if (text.length > maxTextLength) throw new SlackError('msg_too_long')
  const { blocks, attachments } = fields
  return { text, ...(blocks === undefined ? {} : { blocks }), ...(attachments === undefined ? {} : { attachments }) }
}

function threadOf(channel: Channel, ts: string): string {
  if (!channel.messages.some((message) => message.ts === ts)) throw new SlackError('thread_not_found')
  return ts
}

function readMetadata(metadata: unknown): unknown {
  const valid = isFields(metadata) && typeof metadata.event_type === 'string' && isFields(metadata.event_payload)
  if (!valid) throw new SlackError('invalid_metadata_format')
  return metadata
}
