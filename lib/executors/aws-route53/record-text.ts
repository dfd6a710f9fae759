import type { ResourceRecordSet } from '@aws-sdk/client-route-53'

export function valuesText({ ResourceRecords = [] }: ResourceRecordSet): string {
  return ResourceRecords.map(({ Value = '' }) => Value)
    .toSorted()
    .join(', ')
}

/** "203.0.113.10, TTL 60 s, weight 100": what a record set says, for people. */
export function recordText(set: ResourceRecordSet | null): string {
  if (set === null) return 'not there'
  const { AliasTarget, TTL, Weight } = set
  const parts = [
    AliasTarget === undefined ? valuesText(set) : `an alias of ${AliasTarget.DNSName ?? ''}`,
    ...(TTL === undefined ? [] : [`TTL ${TTL} s`]),
    ...(Weight === undefined ? [] : [`weight ${Weight}`]),
  ]
  return parts.join(', ')
}
