import { expect, it } from 'vitest'
import { ChangeRecordParameters, recordSetOf } from './change-record'

const name = { hostedZone: 'Z0123456789ABCDEFGHIJ', name: 'checkout.example.com', type: 'A' }
const simple = { ...name, ttl: 60, values: ['203.0.113.10'] }
const alias = { hostedZoneId: 'Z2', dnsName: 'lb.example.com', evaluateTargetHealth: true }

it.each([
  [{ ...simple, hostedZone: '/hostedzone/Z1' }, 'hostedZone', 'without /hostedzone/'],
  [{ ...simple, name: 'checkout example' }, 'name', 'a DNS name like'],
  [name, 'values', 'values and ttl, or alias'],
  [{ ...name, values: ['203.0.113.10'] }, 'ttl', 'write its seconds'],
  [{ ...simple, alias }, 'values', 'leave out one of both'],
  [{ ...name, alias, ttl: 60 }, 'ttl', 'leave it out'],
  [{ ...simple, setIdentifier: 'west' }, 'weight', 'write 0 to 255'],
  [{ ...simple, weight: 1 }, 'setIdentifier', 'write setIdentifier'],
  [{ ...simple, setIdentifier: 'west', weight: 256 }, 'weight', '<=255'],
  [{ ...simple, values: ['203.0.113.10', 'west'] }, 'values.1', 'an IPv4 address'],
  [{ ...simple, type: 'AAAA' }, 'values.0', 'an IPv6 address'],
  [{ ...simple, type: 'CNAME', values: ['a.example', 'b.example'] }, 'values', 'one value'],
  [{ ...simple, values: ['203.0.113.10', '203.0.113.10'] }, 'values', 'twice'],
  [{ ...simple, type: 'TXT' }, 'type', 'Invalid option'],
])('%j is refused at %s: %s', (parameters, place, words) => {
  const issues = ChangeRecordParameters.safeParse(parameters).error?.issues ?? []
  expect(issues.map(({ path, message }) => `${path.join('.')}: ${message}`).join('\n')).toMatch(
    new RegExp(`^${place.replace('.', String.raw`\.`)}: .*${words}`, 'm'),
  )
})

it.each([
  [
    { ...simple, setIdentifier: 'west', weight: 0 },
    { SetIdentifier: 'west', Weight: 0, TTL: 60, ResourceRecords: [{ Value: '203.0.113.10' }] },
  ],
  [{ ...name, alias }, { AliasTarget: { HostedZoneId: 'Z2', DNSName: 'lb.example.com', EvaluateTargetHealth: true } }],
])('%j is sent in the words of the API', (parameters, words) => {
  const set = recordSetOf(ChangeRecordParameters.parse(parameters))
  expect(set).toEqual({ Name: 'checkout.example.com', Type: 'A', ...words })
})
