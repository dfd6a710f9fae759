import type { ResourceRecordSet } from '@aws-sdk/client-route-53'
import type { HandsOf, On } from '../implement'
import type { Route53Binding } from '@/lib/domain/system/aws-route53/binding'
import { recordSetOf } from '@/lib/domain/system/aws-route53/change-record'
import { recordLabel, type RecordKey } from '@/lib/domain/system/aws-route53/record-key'
import type { awsRoute53 } from '@/lib/domain/system/aws-route53/system'
import type { Facts } from '@/lib/domain/system/resolved'
import { ExecutorError, type Receipt, type SendContext } from '@/lib/engine/ports'
import { actingCall, readingCall } from '../call'
import { hidesFor } from '../hides-for'
import { keptText, restorable } from '../restorable'
import { undoKeys } from '../undo-key'
import { findRecord, sendChange, type RecordChange, type Route53Call } from './client'
import { knownChange, rememberChange } from './known-changes'
import { lookAtRecord } from './look-at-record'
import { carriesMore, sameRecord } from './same-record'

type Change = Pick<RecordChange, 'action' | 'recordSet'>

async function send(call: Route53Call, key: RecordKey, change: Change, idempotencyKey: string): Promise<Receipt> {
  const { hostedZone } = key
  const sent = await sendChange(call, { ...change, hostedZone, comment: `Breakwater ${idempotencyKey}` })
  rememberChange(call, key, idempotencyKey, { id: sent.changeId, inSync: false })
  const { changeId } = sent
  return { requestId: sent.requestId, facts: { changed: 1, changeId }, outputs: { changeId } }
}

/** As it is to be already. Its change is told where an earlier reply named it. */
function leftAlone(call: Route53Call, key: RecordKey, idempotencyKey: string): Receipt {
  const change = knownChange(call, key, idempotencyKey)
  const known: Facts = change === undefined ? {} : { changeId: change.id }
  return { requestId: null, facts: { changed: 0, ...known }, outputs: known }
}

/** One record set is replaced whole; undo writes the former one back, or deletes what was not there. */
export const changeRecord: HandsOf<typeof awsRoute53, 'changeRecord'> = {
  hidesFor: hidesFor.controlPlane,

  async observe(parameters, context) {
    return lookAtRecord(parameters, recordSetOf(parameters), context.idempotencyKey, context)
  },

  async before(parameters, context) {
    const listed = await findRecord(readingCall(context), parameters)
    const label = recordLabel(parameters)
    return { former: restorable(listed === null ? undefined : JSON.stringify(listed), `the record set ${label}`) }
  },

  async execute(parameters, context) {
    const call = actingCall(context)
    const wanted = recordSetOf(parameters)
    const listed = await findRecord(call, parameters)
    if (sameRecord(listed, wanted)) return leftAlone(call, parameters, context.idempotencyKey)
    const more = listed === null ? [] : carriesMore(listed)
    if (more.length > 0) {
      const message = `not sent: ${recordLabel(parameters)} has ${more.join(', ')}, which would be dropped; take it off first, or change the record set by hand`
      throw new ExecutorError('refused', 'would-drop', message)
    }
    return send(call, parameters, { action: 'UPSERT', recordSet: wanted }, context.idempotencyKey)
  },

  async undo(parameters, before, context) {
    return restore(parameters, formerOf(before), context)
  },

  async undone(parameters, before, context) {
    const left = await lookAtRecord(parameters, formerOf(before), undoKeys(context.idempotencyKey).undo, context)
    if (left.effect === 'present') return { ...left, effect: 'absent' }
    return left.effect === 'absent' ? { ...left, effect: 'present' } : left
  },
}

async function restore(
  key: RecordKey,
  former: ResourceRecordSet | null,
  context: On<Route53Binding, SendContext>,
): Promise<Receipt> {
  const call = actingCall(context)
  const { undo } = undoKeys(context.idempotencyKey)
  const listed = await findRecord(call, key)
  if (sameRecord(listed, former)) return leftAlone(call, key, undo)
  if (former !== null) return send(call, key, { action: 'UPSERT', recordSet: former }, undo)
  // Route 53 deletes only what it is told whole: what came in between is not deleted with it.
  return listed === null ? leftAlone(call, key, undo) : send(call, key, { action: 'DELETE', recordSet: listed }, undo)
}

/** The record set as it was listed before, whole; null where there was none. */
function formerOf(before: Facts): ResourceRecordSet | null {
  const text = keptText(before, 'former')
  return text === null ? null : (JSON.parse(text) as ResourceRecordSet)
}
