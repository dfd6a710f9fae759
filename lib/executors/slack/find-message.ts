import { slackCall, type SlackCall } from './client'

/** Our mark in a message's metadata: by it a message is found again after a lost reply. */
export const messageMark = 'breakwater_command'

const channelPages = 20
const historyPages = 5

/** The id of a channel by its name without #, or null when there is none that the token may see. */
export async function findChannel(call: SlackCall, name: string): Promise<string | null> {
  let cursor: string | undefined
  for (let page = 0; page < channelPages; page += 1) {
    const at = cursor
    const reply = await slackCall(call, 'read', (client) =>
      client.conversations.list({
        types: 'public_channel,private_channel',
        exclude_archived: true,
        limit: 200,
        ...(at === undefined ? {} : { cursor: at }),
      }),
    )
    const found = reply.channels?.find((channel) => channel.name === name)
    if (found?.id !== undefined) return found.id
    cursor = reply.response_metadata?.next_cursor
    if (cursor === undefined || cursor === '') return null
  }
  return null
}

/** The `ts` of the message that carries the key, among the channel's last thousand, or null. */
export async function findMessage(call: SlackCall, channel: string, key: string): Promise<string | null> {
  let cursor: string | undefined
  for (let page = 0; page < historyPages; page += 1) {
    const at = cursor
    const reply = await slackCall(call, 'read', (client) =>
      client.conversations.history({
        channel,
        limit: 200,
        include_all_metadata: true,
        ...(at === undefined ? {} : { cursor: at }),
      }),
    )
    const found = reply.messages?.find((message) => keyOf(message) === key)
    if (found?.ts !== undefined) return found.ts
    cursor = reply.response_metadata?.next_cursor
    if (cursor === undefined || cursor === '') return null
  }
  return null
}

function keyOf(message: object): string | null {
  if (!('metadata' in message) || typeof message.metadata !== 'object' || message.metadata === null) return null
  const { metadata } = message
  if (!('event_type' in metadata) || metadata.event_type !== messageMark) return null
  if (!('event_payload' in metadata) || typeof metadata.event_payload !== 'object') return null
  const payload = metadata.event_payload
  return payload !== null && 'key' in payload && typeof payload.key === 'string' ? payload.key : null
}
