import { groupedHex } from '../../view/format/amount'
import { lossWords } from '../../view/format/duration'
import type { approvalEvents } from '../events/approval-events'
import type { Describers } from './description'

export const approvalDescribers: Describers<keyof typeof approvalEvents> = {
  'approval.requested': ({ rule, digest, content }) => {
    const steps = content.steps.map(({ step }) => step)
    const bound = content.loss === null ? '' : `, loss up to ${lossWords(content.loss.boundMilliseconds)}`
    return {
      kind: 'approval',
      what: `asked approval ${content.undo === true ? 'to undo' : 'for'} ${steps.length === 0 ? rule : steps.join(', ')}${bound}`,
      restsOn: `digest ${groupedHex(digest, 8)}`,
      key: true,
    }
  },
  'approval.seen': () => ({ kind: 'approval', what: 'had the request for approval before their eyes' }),
  'approval.given': ({ duty, digest }, words) => ({
    kind: 'approval',
    what: `approved as ${words.duty(duty)}`,
    restsOn: `digest ${groupedHex(digest, 8)} equal`,
    key: true,
  }),
  'approval.refused': ({ duty, reason }, words) => ({
    kind: 'approval',
    what: `refused as ${words.duty(duty)}`,
    restsOn: reason,
    key: true,
  }),
  'approval.voided': ({ requestId, reason }) => ({
    kind: 'approval',
    what: `approval ${requestId} void`,
    restsOn: reason,
    key: true,
  }),
  'approval.expired': ({ requestId }) => ({ kind: 'approval', what: `approval ${requestId} expired`, key: true }),
}
