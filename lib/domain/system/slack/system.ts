import { defineSystem } from '../define-system'
import { addressed } from '../addressed'
import { slackEndpoint } from './slack-endpoint'
import { postMessage } from './post-message'
import { SlackBinding } from './binding'

export const slack = defineSystem({
  kind: 'slack',
  binding: SlackBinding,
  example: { kind: 'slack', token: 'file:slack-token' },
  target: ({ endpoint, token }) => addressed(endpoint ?? slackEndpoint, `token ${token}`),
  actions: { postMessage },
  readings: {},
})
