import type { ResourceRecordSet } from '@aws-sdk/client-route-53'
import { isDeepStrictEqual } from 'node:util'
import { comparableName } from '@/lib/domain/system/aws-route53/record-name'

/** What a plan can write of a record set. Whatever else one has would be dropped by replacing it. */
const writable = ['Name', 'Type', 'SetIdentifier', 'Weight', 'TTL', 'ResourceRecords', 'AliasTarget']

/** What of a listed record set the action cannot write: a health check, a routing policy of another kind. */
export function carriesMore(set: ResourceRecordSet): string[] {
  return Object.entries(set).flatMap(([key, value]) => (value === undefined || writable.includes(key) ? [] : [key]))
}

/** Whether two record sets are one and the same, all of it: names and values as DNS compares them, values in any order. */
export function sameRecord(one: ResourceRecordSet | null, other: ResourceRecordSet | null): boolean {
  if (one === null || other === null) return one === other
  return isDeepStrictEqual(asKept(comparable(one)), asKept(comparable(other)))
}

/** As `before` keeps it: without what is undefined, however deep. */
function asKept(value: object): unknown {
  return JSON.parse(JSON.stringify(value))
}

function comparable({ Name, ResourceRecords, AliasTarget, ...rest }: ResourceRecordSet) {
  const values = (ResourceRecords ?? []).map(({ Value = '' }) => comparableValue(rest.Type, Value))
  return {
    ...rest,
    name: comparableName(Name ?? ''),
    values: values.toSorted(),
    alias: AliasTarget && {
      zone: AliasTarget.HostedZoneId,
      name: comparableName(AliasTarget.DNSName ?? ''),
      health: AliasTarget.EvaluateTargetHealth,
    },
  }
}

function comparableValue(type: string | undefined, value: string): string {
  if (type === 'CNAME') return comparableName(value)
  const address = `http://[${value}]/`
  return type === 'AAAA' && URL.canParse(address) ? new URL(address).hostname : value
}
