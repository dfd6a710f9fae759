import { ExecutorError } from '@/lib/engine/ports'
import { slackCall, type SlackCall } from './client'

const channelPages = 20
const mostKnown = 1_000
/** Ids by workspace and name: Slack lets all channels be listed only a few times a minute. */
const known = new Map<string, string>()
/** What Slack says of an id that is none any more. */
const gone = new Set(['channel_not_found', 'is_archived'])

/**
 * Does something with the id of a channel, or with null where there is none that the token may see. The id is bound by
 * the environment, or looked up once; one that is no longer right is looked up again.
 */
export async function inChannel<R>(
  call: SlackCall,
  channel: string,
  use: (id: string | null) => Promise<R>,
): Promise<R> {
  const name = channelName(channel)
  const bound = call.binding.channels?.[name]
  if (bound !== undefined) return use(bound)
  const key = keyOf(call, name)
  const id = known.get(key)
  if (id !== undefined) {
    try {
      return await use(id)
    } catch (error) {
      if (!(error instanceof ExecutorError) || !gone.has(error.code)) throw error
      known.delete(key)
    }
  }
  return use(await findChannel(call, name))
}

/** Makes the channel, or finds it when somebody was faster. */
export async function makeChannel(call: SlackCall, channel: string): Promise<string> {
  const name = channelName(channel)
  try {
    const reply = await slackCall(call, 'change', (client) => client.conversations.create({ name }))
    if (reply.channel?.id !== undefined) return remember(call, name, reply.channel.id)
  } catch (error) {
    if (!(error instanceof ExecutorError) || error.code !== 'name_taken') throw error
  }
  const found = await findChannel(call, name)
  if (found !== null) return found
  throw new ExecutorError('refused', 'name_taken', `#${name} exists, but the token may not see it`)
}

async function findChannel(call: SlackCall, name: string): Promise<string | null> {
  let cursor: string | undefined
  for (let page = 0; page < channelPages; page += 1) {
    const at = cursor === undefined ? {} : { cursor }
    const reply = await slackCall(call, 'read', (client) =>
      client.conversations.list({
        types: 'public_channel,private_channel',
        exclude_archived: true,
        limit: 200,
        ...at,
      }),
    )
    const found = reply.channels?.find((channel) => channel.name === name)
    if (found?.id !== undefined) return remember(call, name, found.id)
    cursor = reply.response_metadata?.next_cursor
    if (cursor === undefined || cursor === '') return null
  }
  const words = `the workspace has more channels than can be looked through: bind the id of #${name} in the environment`
  throw new ExecutorError('unreachable', 'too-many-channels', words)
}

function remember(call: SlackCall, name: string, id: string): string {
  if (known.size >= mostKnown) known.clear()
  known.set(keyOf(call, name), id)
  return id
}

/** A workspace is known by where it is and by what names its token. */
function keyOf({ binding }: SlackCall, name: string): string {
  return JSON.stringify([binding.endpoint ?? '', binding.token, name])
}

function channelName(channel: string): string {
  return channel.replace(/^#/, '')
}
