import { slackText } from '@/lib/domain/system/slack/slack-text'
import { withoutControls } from '@/lib/domain/controls'
import type { SlackBinding } from '@/lib/domain/system/slack/binding'
import { actingCall } from '../call'
import { badReply } from '../fault/http-fault'
import type { NoticeVoice } from '../implement'
import { slackCall } from './client'
import { findMessages, messageMark } from './find-message'

/**
 * A direct message of the bot. Opening the conversation is idempotent; a message is looked for by its mark where an
 * earlier try may have left it, so that it is doubled only when Slack cannot tell.
 */
export const tellPerson: NoticeVoice<SlackBinding> = {
  way: 'slack',

  async send({ address, title, lines, perhapsTwice }, context) {
    const call = actingCall(context)
    const opened = await slackCall(call, 'read', (client) => client.conversations.open({ users: address }))
    const channel = opened.channel?.id
    if (channel === undefined) throw badReply('read', null, 'the reply has no channel')
    const key = context.idempotencyKey
    const known = perhapsTwice ? (await findMessages(call, channel, [key])).get(key) : undefined
    if (known !== undefined) return receipt(channel, known)
    const posted = await slackCall(call, 'change', (client) =>
      client.chat.postMessage({
        channel,
        text: [`*${shown(title)}*`, ...lines.map(shown)].join('\n'),
        metadata: { event_type: messageMark, event_payload: { key } },
        unfurl_links: false,
      }),
    )
    if (posted.ts === undefined) throw badReply('change', null, 'the reply has no ts')
    return receipt(channel, posted.ts)
  },
}

function receipt(channelId: string, ts: string) {
  return { requestId: ts, facts: { channelId, ts }, outputs: {} }
}

const shown = (text: string) => slackText(withoutControls(text))
