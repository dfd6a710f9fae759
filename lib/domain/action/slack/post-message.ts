import { z } from 'zod'
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
export const postMessage = defineAction({
  kind: 'slack.postMessage',
  title: 'Post a message to a Slack channel',
  systemKind: 'slack',
  parameters: PostMessageParameters,
  outputs: { channelId: 'text', ts: 'text' },
  wayBack: 'compensable',
  // A plan may call people and make links; the title of an alert may not.
  writeFilled: slackText,
  destroys: null,
  text(parameters, target, binding) {
    const token = binding.kind === 'slack' ? binding.token : '?'
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
