import { z } from 'zod'
import { SlackBinding } from './binding'
import { defineAction } from '../definition'
import { MessageText } from '../parameter/message'
import { curlCommand } from '../text/curl-command'
import { slackText } from './slack-text'

export const PostMessageParameters = z.strictObject({
  channel: z
    .string()
    .regex(/^#?[a-z0-9][a-z0-9_-]{0,79}$/, 'a channel name: lower-case letters, digits, - and _, at most 80'),
  text: MessageText,
  /** Makes the channel when there is none of that name. */
  createChannel: z.boolean().optional(),
})

/** Found again by the key in its metadata. Undo posts a correction in the thread: what was read stays read. */
export const postMessage = defineAction(SlackBinding, {
  kind: 'slack.postMessage',
  title: 'Post a message to a Slack channel',
  parameters: PostMessageParameters,
  outputs: { channelId: 'text', ts: 'text' },
  wayBack: 'compensable',
  // A plan may call people and make links; the title of an alert may not.
  writeFilled: slackText,
  destroys: null,
  permissions: ['chat:write', 'channels:read', 'channels:history', 'groups:read', 'groups:history', 'channels:manage'],
  example: { channel: '#incidents-exec', text: 'We are moving checkout to us-west-2.', createChannel: true },
  note: "Slack takes no idempotency key: the message carries the command's key in its metadata (event type `breakwater_command`) and is looked for before it is posted, among the messages since its run began. The id of the channel is bound by the environment (`channels`), or looked up once. The token needs chat:write, channels:read and channels:history, groups:read and groups:history for private channels, channels:manage to make one. Undo posts one correction in the message's thread, shown in the channel.",
  text(parameters, target, { token }) {
    const headers = [`Authorization: Bearer <${token}>`]
    const channel = parameters.channel.replace(/^#?/, '#')
    const post = curlCommand(
      {
        method: 'POST',
        endpoint: target.endpoint,
        path: '/api/chat.postMessage',
        headers,
        body: { channel, text: parameters.text },
      },
      target,
    )
    return parameters.createChannel === true ? `${post}\n# makes ${channel} first when there is no such channel` : post
  },
})
