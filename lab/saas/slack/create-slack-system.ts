import { randomUUID } from 'node:crypto'
import type { Lab, LabReply, LabRequest, LabSystem } from '../../core/contract'
import { serviceTime } from '../../core/service-time'
import { digestOf } from '../http/digest-of'
import { textOf, type Fields } from '../http/read-fields'
import { recordAccepted, recordSettled, type Attempt } from '../http/record-effect'
import { sameSecret } from '../http/same-secret'
import { permalink, postMessage, updateMessage } from './chat-methods'
import {
  archiveConversation,
  conversationHistory,
  conversationInfo,
  createConversation,
  joinConversation,
  openConversation,
  listConversations,
  setTopic,
} from './conversation-methods'
import { readArguments } from './read-arguments'
import { SlackError } from './slack-error'
import { bot, findChannel, initialSlackState, type SlackState } from './slack-state'

type Method = (state: SlackState, fields: Fields, now: number) => object

const reads: Record<string, Method> = {
  'auth.test': () => ({
    url: 'https://orderflow.slack.com/',
    team: 'OrderFlow',
    user: bot.user,
    team_id: bot.teamId,
    user_id: bot.userId,
    bot_id: bot.botId,
  }),
  'conversations.list': listConversations,
  'conversations.info': conversationInfo,
  'conversations.history': conversationHistory,
  'conversations.join': joinConversation,
  // It tells nobody anything: no effect.
  'conversations.open': openConversation,
  'chat.getPermalink': permalink,
}

const writes: Record<string, Method> = {
  'conversations.create': createConversation,
  'conversations.setTopic': setTopic,
  'conversations.archive': archiveConversation,
  'chat.postMessage': postMessage,
  'chat.update': updateMessage,
}

/** The Slack Web API on listener `slack`, at `/api/<method>`. One workspace, one bot, whose token is in `secrets/slack-token`. */
export function createSlackSystem(lab: Lab): LabSystem {
  let state = initialSlackState(lab.clock.now())
  const operation = (request: LabRequest) => request.path.replace(/^\/api\//, '')
  const refusal = (request: LabRequest, requestId: string, error: SlackError): LabReply => {
    const method = operation(request)
    if (method in writes) recordSettled(lab, attemptOf(state, request, method, requestId), 'refused', error.code)
    return reply({ ok: false, error: error.code }, requestId)
  }
  const call = async (request: LabRequest, requestId: string): Promise<LabReply> => {
    const fields = readArguments(request)
    authenticate(state, request, fields)
    const method = operation(request)
    const write = writes[method]
    const perform = write ?? reads[method]
    if (!perform) throw new SlackError('unknown_method')
    const result = perform(state, fields, lab.clock.now())
    if (write) {
      const attempt = attemptOf(state, request, method, requestId)
      await recordAccepted(lab, attempt, serviceTime(lab.config, 'slack'))
    }
    return reply({ ok: true, ...result }, requestId)
  }
  return {
    listeners: [
      {
        name: 'slack',
        system: 'slack',
        region: null,
        management: false,
        operation,
        handle: async (request) => {
          const requestId = randomUUID()
          try {
            return await call(request, requestId)
          } catch (error) {
            if (error instanceof SlackError) return refusal(request, requestId, error)
            throw error
          }
        },
        refuse: (request, kind) => {
          const limited = kind === 'throttle'
          const answer = refusal(request, randomUUID(), new SlackError(limited ? 'ratelimited' : 'access_denied'))
          return limited ? { ...answer, status: 429, headers: { ...answer.headers, 'retry-after': '1' } } : answer
        },
      },
    ],
    snapshot: () => state,
    restore: (snapshot) => {
      state = snapshot as SlackState
    },
    restoreConfiguration: (snapshot) => {
      state = { ...state, token: (snapshot as SlackState).token }
    },
    environment: () => ({ files: { 'secrets/slack-token': state.token }, variables: {} }),
  }
}

function authenticate(state: SlackState, request: LabRequest, fields: Fields): void {
  const [, bearer] = /^Bearer (\S+)$/.exec(request.headers.authorization ?? '') ?? []
  const token = bearer ?? textOf(fields.token)
  if (token === '') throw new SlackError('not_authed')
  if (!sameSecret(state.token, token)) throw new SlackError('invalid_auth')
}

function attemptOf(state: SlackState, request: LabRequest, operation: string, requestId: string): Attempt {
  const { token: _token, ...parameters } = safely(request)
  return { system: 'slack', operation, requestId, target: targetOf(state, parameters), parameters }
}

/** What a message says belongs to its target: two different posts to a channel are not one post doubled. */
function targetOf(state: SlackState, parameters: Fields): string {
  if (parameters.name !== undefined) return textOf(parameters.name)
  const reference = textOf(parameters.channel)
  const channel = findChannel(state, reference)?.name ?? reference
  const { client_msg_id: id, ts, text, blocks, metadata, topic } = parameters
  const content = [text, blocks, metadata, topic].filter((part) => part !== undefined)
  const parts = [channel, textOf(ts), textOf(id) || (content.length > 0 ? digestOf(content) : '')]
  return parts.filter((part) => part !== '').join(' ')
}

function safely(request: LabRequest): Fields {
  try {
    return readArguments(request)
  } catch (error) {
    if (error instanceof SlackError) return {}
    throw error
  }
}

function reply(body: object, requestId: string): LabReply {
  return { status: 200, headers: { 'x-slack-req-id': requestId, 'x-request-id': requestId }, body }
}
