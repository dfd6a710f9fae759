import type { Mark } from './mark'
import type { NoticeWay } from '../plan/schema/notice'

/** One try of telling a person by one way. */
export interface NoticeState {
  person: string
  way: NoticeWay
  attempt: number
  perhapsTwice: boolean
  intended: Mark
  ended:
    | null
    | (Mark & { as: 'sent'; reference: string | null })
    | (Mark & { as: 'failed'; code: string; message: string; perhapsSent: boolean; retryAt: string | null })
}

/** The commander asked this person again. */
export type NoticeRepeat = Mark & { person: string; way: NoticeWay }
