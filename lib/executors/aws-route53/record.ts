import type { EyesOf } from '../implement'
import { recordLabel } from '@/lib/domain/system/aws-route53/record-key'
import type { awsRoute53 } from '@/lib/domain/system/aws-route53/system'
import { readingCall } from '../call'
import { instantNow } from '../instant-now'
import { findRecord } from './client'
import { valuesText } from './record-text'

export const record: EyesOf<typeof awsRoute53, 'record'> = {
  async read(key, context) {
    const observedAt = instantNow(context)
    const set = await findRecord(readingCall(context), key)
    const alias = set?.AliasTarget
    return {
      observedAt,
      source: `Route 53 zone ${key.hostedZone}, ${recordLabel(key)}`,
      fields: {
        exists: set !== null,
        values: set === null ? '' : valuesText(set),
        ttl: set?.TTL ?? null,
        weight: set?.Weight ?? null,
        alias: (alias?.DNSName ?? '').replace(/\.$/, ''),
        aliasZone: alias?.HostedZoneId ?? null,
        evaluatesTargetHealth: alias?.EvaluateTargetHealth ?? null,
      },
    }
  },
}
