import { randomBytes } from 'node:crypto'

export interface Message {
  type: 'message'
  user: string
  bot_id: string
  ts: string
  text: string
  blocks?: unknown
  attachments?: unknown
  client_msg_id?: string
  thread_ts?: string
  metadata?: unknown
  edited?: { user: string; ts: string }
}

export interface Channel {
  id: string
  name: string
  created: number
  isPrivate: boolean
  isArchived: boolean
  topic: string
  messages: Message[]
  /** The user a direct message is with; none for a channel. */
  directTo?: string
}

export interface SlackState {
  token: string
  channels: Channel[]
  /** Microseconds of the newest timestamp given out: a message's `ts` is its identity and never repeats. */
  lastTimestamp: number
}

export const bot = { userId: 'U0BREAKWTR', botId: 'B0BREAKWTR', user: 'breakwater', teamId: 'T0ORDERFLW' } as const

export function initialSlackState(now: number): SlackState {
  const channels = ['general', 'incidents', 'incidents-exec'].map((name) => newChannel(name, false, now))
  return { token: `xoxb-lab-${randomBytes(18).toString('hex')}`, channels, lastTimestamp: 0 }
}

/** The direct message of the bot with one user. Its name is the lab's, to tell effects apart: Slack gives it none. */
export function newDirectMessage(user: string, now: number): Channel {
  return {
    ...newChannel(`@${user}`, true, now),
    id: `D0${randomBytes(5).toString('hex').toUpperCase().slice(0, 9)}`,
    directTo: user,
  }
}

export function newChannel(name: string, isPrivate: boolean, now: number): Channel {
  const id = `C0${randomBytes(5).toString('hex').toUpperCase().slice(0, 9)}`
  return { id, name, created: Math.floor(now / 1000), isPrivate, isArchived: false, topic: '', messages: [] }
}

/** Seconds and six digits, as Slack writes a message's timestamp; strictly increasing. */
export function nextTimestamp(state: SlackState, now: number): string {
  state.lastTimestamp = Math.max(now * 1000, state.lastTimestamp + 1)
  const seconds = Math.floor(state.lastTimestamp / 1_000_000)
  return `${seconds}.${String(state.lastTimestamp % 1_000_000).padStart(6, '0')}`
}

/** By id, by name, or by `#name`. */
export function findChannel(state: SlackState, reference: string): Channel | undefined {
  const name = reference.replace(/^#/, '')
  return state.channels.find((channel) => channel.id === reference || channel.name === name)
}

export function describeChannel(channel: Channel): object {
  return {
    id: channel.id,
    name: channel.name,
    name_normalized: channel.name,
    is_channel: channel.directTo === undefined,
    is_group: false,
    is_im: channel.directTo !== undefined,
    ...(channel.directTo === undefined ? {} : { user: channel.directTo }),
    is_private: channel.isPrivate,
    is_archived: channel.isArchived,
    is_member: true,
    created: channel.created,
    creator: bot.userId,
    topic: { value: channel.topic, creator: bot.userId, last_set: channel.created },
    purpose: { value: '', creator: '', last_set: 0 },
    num_members: 1,
  }
}
