import { textOf, type Fields } from '../http/read-fields'
import { isTrue, page } from './read-arguments'
import { SlackError } from './slack-error'
import {
  describeChannel,
  findChannel,
  newChannel,
  newDirectMessage,
  type Channel,
  type SlackState,
} from './slack-state'

export function createConversation(state: SlackState, fields: Fields, now: number): object {
  const name = textOf(fields.name)
  if (name === '') throw new SlackError('invalid_name_required')
  if (name.length > 80) throw new SlackError('invalid_name_maxlength')
  if (!/^[a-z0-9_-]+$/.test(name)) throw new SlackError('invalid_name_specials')
  // An archived channel keeps its name.
  if (state.channels.some((channel) => channel.name === name)) throw new SlackError('name_taken')
  const channel = newChannel(name, isTrue(fields.is_private), now)
  state.channels.push(channel)
  return { channel: describeChannel(channel) }
}

export function listConversations(state: SlackState, fields: Fields): object {
  const types = (textOf(fields.types) || 'public_channel').split(',').map((type) => type.trim())
  const wanted = state.channels.filter(
    (channel) => types.includes(kindOf(channel)) && !(isTrue(fields.exclude_archived) && channel.isArchived),
  )
  const { items, nextCursor } = page(wanted, fields)
  return { channels: items.map(describeChannel), response_metadata: { next_cursor: nextCursor } }
}

function kindOf(channel: Channel): string {
  if (channel.directTo !== undefined) return 'im'
  return channel.isPrivate ? 'private_channel' : 'public_channel'
}

/** Opens the direct message with one user, or gives the one that is open: asking twice changes nothing. */
export function openConversation(state: SlackState, fields: Fields, now: number): object {
  const user = textOf(fields.users)
  if (!/^[UW][A-Z0-9]{2,}$/.test(user)) throw new SlackError('user_not_found')
  const known = state.channels.find(({ directTo }) => directTo === user)
  const channel = known ?? newDirectMessage(user, now)
  if (known === undefined) state.channels.push(channel)
  return { no_op: known !== undefined, already_open: known !== undefined, channel: { id: channel.id } }
}

export function conversationInfo(state: SlackState, fields: Fields): object {
  return { channel: describeChannel(channelById(state, fields)) }
}

export function joinConversation(state: SlackState, fields: Fields): object {
  const channel = channelById(state, fields)
  if (channel.isArchived) throw new SlackError('is_archived')
  return { channel: describeChannel(channel), warning: 'already_in_channel' }
}

export function setTopic(state: SlackState, fields: Fields): object {
  const channel = channelById(state, fields)
  if (channel.isArchived) throw new SlackError('is_archived')
  channel.topic = textOf(fields.topic)
  return { channel: describeChannel(channel) }
}

export function archiveConversation(state: SlackState, fields: Fields): object {
  const channel = channelById(state, fields)
  if (channel.isArchived) throw new SlackError('already_archived')
  if (channel.name === 'general') throw new SlackError('cant_archive_general')
  channel.isArchived = true
  return {}
}

export function conversationHistory(state: SlackState, fields: Fields): object {
  const channel = channelById(state, fields)
  const oldest = textOf(fields.oldest) || '0'
  const latest = textOf(fields.latest)
  const inclusive = isTrue(fields.inclusive)
  const within = channel.messages.filter(
    ({ ts }) =>
      (Number(ts) > Number(oldest) || (inclusive && ts === oldest)) &&
      (latest === '' || Number(ts) < Number(latest) || (inclusive && ts === latest)),
  )
  const { items, nextCursor } = page(within.toReversed(), fields)
  const messages = isTrue(fields.include_all_metadata) ? items : items.map(({ metadata: _metadata, ...rest }) => rest)
  const cursor = nextCursor === '' ? {} : { response_metadata: { next_cursor: nextCursor } }
  return { messages, has_more: nextCursor !== '', pin_count: 0, ...cursor }
}

/** Unlike chat.postMessage, the conversations methods take a channel's id only. */
function channelById(state: SlackState, fields: Fields): Channel {
  const reference = textOf(fields.channel)
  const channel = findChannel(state, reference)
  if (!channel || channel.id !== reference) throw new SlackError('channel_not_found')
  return channel
}
