import { slack } from '@/lib/domain/system/slack/system'
import { implement } from '../implement'
import { postMessage } from './post-message'
import { tellPerson } from './tell-person'

export const slackExecutors = implement(slack, {
  actions: { postMessage },
  readings: {},
  notices: [tellPerson],
  load: () => import('@slack/web-api'),
})
