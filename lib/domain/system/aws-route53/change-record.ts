import { z } from 'zod'
import { defineAction } from '../definition'
import { awsCommand } from '../text/aws-command'
import { Route53Binding, route53Place } from './binding'
import { HostedZoneId, recordKeyFields } from './record-key'
import { RecordName } from './record-name'

const Alias = z.strictObject({
  /** Of what the alias stands for: of a load balancer, its region's zone; of a record of the same zone, that zone. */
  hostedZoneId: HostedZoneId,
  dnsName: RecordName,
  evaluateTargetHealth: z.boolean(),
})

const fits = {
  A: { schema: z.ipv4(), words: 'an IPv4 address like 203.0.113.10' },
  AAAA: { schema: z.ipv6(), words: 'an IPv6 address like 2001:db8::10' },
  CNAME: { schema: RecordName, words: 'a DNS name like checkout.example.com' },
} as const

export const ChangeRecordParameters = z
  .strictObject({
    ...recordKeyFields,
    ttl: z.number().int().min(0).max(2_147_483_647).optional(),
    values: z.array(z.string().min(1).max(1_024)).min(1).max(100).optional(),
    alias: Alias.optional(),
    weight: z.number().int().min(0).max(255).optional(),
  })
  .superRefine(({ type, ttl, values, alias, setIdentifier, weight }, context) => {
    const refuse = (message: string, ...path: (string | number)[]) =>
      context.addIssue({ code: 'custom', message, path })
    if (alias === undefined) {
      if (values === undefined) refuse('write what the record says: values and ttl, or alias', 'values')
      if (ttl === undefined) refuse('values need a ttl: write its seconds', 'ttl')
    } else {
      if (values !== undefined) refuse('an alias has no values: leave out one of both', 'values')
      if (ttl !== undefined) refuse('an alias has the TTL of what it stands for: leave it out', 'ttl')
    }
    if (setIdentifier !== undefined && weight === undefined)
      refuse('one of several record sets needs its weight: write 0 to 255', 'weight')
    if (setIdentifier === undefined && weight !== undefined)
      refuse('a weight is that of one of several record sets: write setIdentifier', 'setIdentifier')
    for (const [at, value] of (values ?? []).entries())
      if (!fits[type].schema.safeParse(value).success) refuse(`a value of ${type} is ${fits[type].words}`, 'values', at)
    if (type === 'CNAME' && (values ?? []).length > 1) refuse('a CNAME has one value', 'values')
    if (new Set(values).size !== (values ?? []).length) refuse('a value is written twice', 'values')
  })
export type ChangeRecordParameters = z.infer<typeof ChangeRecordParameters>

/** The record set that is sent, and shown, in the words of the API. */
export function recordSetOf({ name, type, ttl, values, alias, setIdentifier, weight }: ChangeRecordParameters) {
  return {
    Name: name,
    Type: type,
    ...(setIdentifier === undefined ? {} : { SetIdentifier: setIdentifier }),
    ...(weight === undefined ? {} : { Weight: weight }),
    ...(ttl === undefined ? {} : { TTL: ttl }),
    ...(values === undefined ? {} : { ResourceRecords: values.map((Value) => ({ Value })) }),
    ...(alias === undefined
      ? {}
      : {
          AliasTarget: {
            HostedZoneId: alias.hostedZoneId,
            DNSName: alias.dnsName,
            EvaluateTargetHealth: alias.evaluateTargetHealth,
          },
        }),
  }
}

/** One record set, made or replaced. Source: Route 53 API, ChangeResourceRecordSets, GetChange. */
export const changeRecord = defineAction(Route53Binding, {
  kind: 'aws.route53.changeRecord',
  title: 'Make or replace a DNS record set in Route 53',
  parameters: ChangeRecordParameters,
  outputs: { changeId: 'text' },
  wayBack: 'reversible',
  destroys: { when: 'Always: whoever asks for the name of an existing record is led elsewhere', does: () => true },
  permissions: ['route53:ChangeResourceRecordSets', 'route53:ListResourceRecordSets', 'route53:GetChange'],
  example: {
    hostedZone: 'Z0123456789ABCDEFGHIJ',
    name: 'checkout.example.com',
    type: 'CNAME',
    setIdentifier: 'usw2',
    weight: 100,
    ttl: 60,
    values: ['checkout-usw2.example.com'],
  },
  note: `One request replaces the whole record set, so that of it there is all or nothing. A set that has more than can be written here, a health check for instance, is refused, since it would be dropped. Done when the set is listed exactly as asked for and its change is INSYNC: all name servers of Route 53 have it. Under way while the change is PENDING; unknown when Route 53 does not know the change (NoSuchChange), as it may of changes that were stranded when its control plane moved. Undo writes the former set back whole, or deletes the one that was not there; a former set of more than 1,000 characters cannot be kept, and the step is not begun.

**Remaining risk.** The API takes no client token, and changes cannot be listed: the comment of the change names the step for whoever reads the account's log. After a lost reply, and for a worker that took over, the id of the change is not known. A set that is listed exactly as asked for then counts as done, whoever wrote it: what is listed has been accepted, and writing it again would add nothing; \`changeId\` is then missing. Whether the name servers have it cannot be told: it mostly takes a minute, and resolvers keep the former answer for its TTL besides. Prove the step by where customers arrive, not by the record. The control plane is in us-east-1: where that is what fails, nothing can be changed; routing controls have no such tie.`,
  text(parameters, target, binding) {
    const batch = { Changes: [{ Action: 'UPSERT', ResourceRecordSet: recordSetOf(parameters) }] }
    return awsCommand('route53', 'change-resource-record-sets', target, binding, [
      ['--region', route53Place(binding).region],
      ['--hosted-zone-id', parameters.hostedZone],
      ['--change-batch', JSON.stringify(batch)],
    ])
  },
})
