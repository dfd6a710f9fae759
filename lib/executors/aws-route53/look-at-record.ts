import type { ResourceRecordSet } from '@aws-sdk/client-route-53'
import type { Facts } from '@/lib/domain/system/resolved'
import type { Route53Binding } from '@/lib/domain/system/aws-route53/binding'
import { recordLabel, type RecordKey } from '@/lib/domain/system/aws-route53/record-key'
import type { Effect } from '@/lib/domain/run/events/facts'
import type { ExecutorContext, Observation } from '@/lib/engine/ports'
import { readingCall } from '../call'
import type { On } from '../implement'
import { seen } from '../seen'
import { changeStatus, findRecord, type ChangeStatus } from './client'
import { knownChange, rememberChange } from './known-changes'
import { recordText } from './record-text'
import { sameRecord } from './same-record'

/** Whether a change brought what it was to bring: the record set as it is listed, and the change where its id is known. */
export async function lookAtRecord(
  key: RecordKey,
  wanted: ResourceRecordSet | null,
  idempotencyKey: string,
  context: On<Route53Binding, ExecutorContext>,
): Promise<Observation> {
  const call = readingCall(context)
  const known = knownChange(call, key, idempotencyKey)
  // The change before the list: what is listed is then from after what the change is said to be.
  const change = known === undefined ? null : known.inSync ? 'INSYNC' : await changeStatus(call, known.id)
  if (known !== undefined && change === 'INSYNC') rememberChange(call, key, idempotencyKey, { ...known, inSync: true })
  const listed = await findRecord(call, key)
  const asWanted = sameRecord(listed, wanted)
  const facts: Facts = { listed: recordText(listed), change: change ?? 'not known' }
  const outputs: Facts = known === undefined ? {} : { changeId: known.id }
  const is = `${recordLabel(key)} is ${recordText(listed)}, ${asWanted ? 'as it is to be' : 'not what it is to be'}`
  return seen(effectOfChange(asWanted, change), `${is}; ${changeWords[change ?? 'untold']}`, {
    facts: { ...facts, ...outputs },
    outputs,
  })
}

/**
 * A change that is under way and not listed, or that nobody knows, may still come or go: it is neither there nor absent.
 * Without a known change the list alone speaks: what it shows has been accepted.
 */
function effectOfChange(asWanted: boolean, change: ChangeStatus | null): Effect {
  if (change === 'NoSuchChange') return 'unknown'
  if (change === 'PENDING') return asWanted ? 'in-progress' : 'unknown'
  return asWanted ? 'present' : 'absent'
}

const changeWords: Readonly<Record<ChangeStatus | 'untold', string>> = {
  PENDING: 'its change is not on all name servers yet',
  INSYNC: 'its change is on all name servers',
  NoSuchChange: 'Route 53 does not know its change: it may be stranded, look at the zone',
  untold: 'no reply named its change, so that nobody can tell whether all name servers have it',
}
