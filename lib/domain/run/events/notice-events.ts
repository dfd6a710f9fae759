import { z } from 'zod'
import { NoticeWay } from '../../plan/schema/notice'
import { Instant } from './facts'

const notice = {
  runId: z.string(),
  requestId: z.string(),
  person: z.string(),
  way: NoticeWay,
  attempt: z.number().int(),
}

/**
 * Telling a person that their approval is asked for. Where they are told stands in the directory and what they are told
 * follows from the request: neither enters the journal.
 */
export const noticeEvents = {
  /** Committed before anything is sent. Without an outcome it is sent again: at least once, perhaps twice. */
  'notice.intended': z.strictObject({
    ...notice,
    /** What was sent before may have arrived. */
    perhapsTwice: z.boolean(),
  }),
  'notice.sent': z.strictObject({
    ...notice,
    /** The provider's id of what was sent. */
    reference: z.string().nullable(),
  }),
  'notice.failed': z.strictObject({
    ...notice,
    code: z.string(),
    message: z.string(),
    /** The reply is missing: it may have arrived all the same. */
    perhapsSent: z.boolean(),
    /** When it is tried again; null: not by itself. */
    retryAt: Instant.nullable(),
  }),
  /** The commander asks the person again, by this way. */
  'notice.repeatRequested': z.strictObject({
    runId: z.string(),
    requestId: z.string(),
    person: z.string(),
    way: NoticeWay,
  }),
} as const
