import { assertNever } from '../../assert-never'
import type { NoticeWay } from '../../plan/schema/notice'
import type { noticeEvents } from '../events/notice-events'
import type { Describers } from './description'

/** How one says by which way somebody is told. */
export function wayWords(way: NoticeWay): string {
  switch (way) {
    case 'slack':
      return 'Slack'
    case 'pagerduty':
      return 'PagerDuty'
    default:
      return assertNever(way, 'way')
  }
}

export const noticeDescribers: Describers<keyof typeof noticeEvents> = {
  'notice.intended': ({ person, way, attempt, perhapsTwice }, words) => ({
    kind: 'message',
    what: `telling ${words.person(person)} by ${wayWords(way)} that their approval is asked for${
      attempt === 1 ? '' : `, try ${attempt}`
    }`,
    restsOn: perhapsTwice ? 'no outcome of the try before is known: it may arrive twice' : '',
  }),
  'notice.sent': ({ person, way, reference }, words) => ({
    kind: 'message',
    what: `told ${words.person(person)} by ${wayWords(way)} that their approval is asked for`,
    restsOn: reference ?? '',
    key: true,
  }),
  'notice.failed': ({ person, way, message, retryAt, perhapsSent }, words) => ({
    kind: 'message',
    what: `${words.person(person)} ${perhapsSent ? 'may not have been' : 'was not'} told by ${wayWords(way)}${
      retryAt === null ? '' : ', to be tried again'
    }`,
    restsOn: message,
    key: retryAt === null,
  }),
  'notice.repeatRequested': ({ person, way }, words) => ({
    kind: 'approval',
    what: `asked ${words.person(person)} again, by ${wayWords(way)}`,
  }),
}
