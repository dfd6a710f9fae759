import { ExecutorError } from '@/lib/engine/ports'
import { slackCall, type SlackCall } from './client'

/** Our mark in a message's metadata: by it a message is found again after a lost reply. */
export const messageMark = 'breakwater_command'

const historyPages = 5
/** Slack dates a message by its own clock. */
const clockMargin = 600_000

/**
 * The `ts` of the messages that carry the keys, by key, among the channel's last thousand since then. Older ones are
 * not asked for: a busy channel is read once, not page by page at every look.
 */
export async function findMessages(
  call: SlackCall,
  channel: string,
  keys: readonly string[],
  since?: string,
): Promise<ReadonlyMap<string, string>> {
  const found = new Map<string, string>()
  const from = since === undefined ? {} : { oldest: String((Date.parse(since) - clockMargin) / 1_000) }
  let cursor: string | undefined
  for (let page = 0; page < historyPages; page += 1) {
    const at = cursor === undefined ? {} : { cursor }
    const reply = await slackCall(call, 'read', (client) =>
      client.conversations.history({ channel, limit: 200, include_all_metadata: true, ...from, ...at }),
    )
    for (const message of reply.messages ?? []) {
      const key = keyOf(message)
      if (key !== null && keys.includes(key) && message.ts !== undefined) found.set(key, message.ts)
    }
    cursor = reply.response_metadata?.next_cursor
    if (found.size === keys.length || cursor === undefined || cursor === '') return found
  }
  if (since === undefined) return found
  throw new ExecutorError('unreachable', 'too-many-messages', 'the channel has more messages since than can be read')
}

function keyOf(message: object): string | null {
  if (!('metadata' in message) || typeof message.metadata !== 'object' || message.metadata === null) return null
  const { metadata } = message
  if (!('event_type' in metadata) || metadata.event_type !== messageMark) return null
  if (!('event_payload' in metadata) || typeof metadata.event_payload !== 'object') return null
  const payload = metadata.event_payload
  return payload !== null && 'key' in payload && typeof payload.key === 'string' ? payload.key : null
}
