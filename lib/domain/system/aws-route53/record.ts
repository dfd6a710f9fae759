import { z } from 'zod'
import { defineReading } from '../definition'
import { recordKeyFields } from './record-key'

export const RecordParameters = z.strictObject(recordKeyFields)

export const record = defineReading({
  kind: 'aws.route53.record',
  title: 'A DNS record set as Route 53 lists it',
  parameters: RecordParameters,
  fields: {
    exists: 'flag',
    values: 'text',
    ttl: 'number',
    weight: 'number',
    alias: 'text',
    aliasZone: 'text',
    evaluatesTargetHealth: 'flag',
  },
  permissions: ['route53:ListResourceRecordSets'],
  example: {
    hostedZone: 'Z0123456789ABCDEFGHIJ',
    name: 'checkout.example.com',
    type: 'CNAME',
    setIdentifier: 'usw2',
  },
  note: '`values` are sorted, with `, ` between them; they and `alias` are empty where there are none. `ttl` is null of an alias, `weight` of a set that has none, `aliasZone` and `evaluatesTargetHealth` of what is no alias. Without `setIdentifier` it is the simple record set: one that has an identifier is another. It is what the control plane holds, not yet what resolvers answer: it proves that a change was accepted, not that traffic moved.',
})
