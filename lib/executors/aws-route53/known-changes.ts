import { recordLabel, type RecordKey } from '@/lib/domain/system/aws-route53/record-key'
import { route53Place } from '@/lib/domain/system/aws-route53/binding'
import type { Route53Call } from './client'

export interface KnownChange {
  id: string
  /** Once it is, it stays so, however long Route 53 knows of the change. */
  inSync: boolean
}

/** Changes by what asked for them, as replies told: nothing lists them. Another process does not know them. */
const known = new Map<string, KnownChange>()
const mostKnown = 500

function placeOf({ binding }: Pick<Route53Call, 'binding'>, key: RecordKey, idempotencyKey: string): string {
  return [route53Place(binding).endpoint, key.hostedZone, recordLabel(key), idempotencyKey].join(' ')
}

/** The last change of this record set by this command, where this process heard the reply. */
export function knownChange(
  call: Pick<Route53Call, 'binding'>,
  key: RecordKey,
  idempotencyKey: string,
): KnownChange | undefined {
  return known.get(placeOf(call, key, idempotencyKey))
}

export function rememberChange(
  call: Pick<Route53Call, 'binding'>,
  key: RecordKey,
  idempotencyKey: string,
  change: KnownChange,
): void {
  const place = placeOf(call, key, idempotencyKey)
  known.delete(place)
  known.set(place, change)
  // Steps of runs that are over leave theirs behind.
  const [oldest] = known.keys()
  if (known.size > mostKnown && oldest !== undefined) known.delete(oldest)
}
