import {
  ChangeResourceRecordSetsCommand,
  GetChangeCommand,
  ListResourceRecordSetsCommand,
  type ChangeAction,
  type ListResourceRecordSetsCommandInput,
  type ResourceRecordSet,
  type Route53Client,
} from '@aws-sdk/client-route-53'
import { AssumeRoleCommand } from '@aws-sdk/client-sts'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { labConfig } from '../../config'
import { startLab } from '../../start-lab'
import { createAwsSystem } from '../create-aws-system'
import { eventually, roleNamed, startAwsLab, west, type AwsLab, type Credentials } from '../testing/aws-lab'
import { hostedZoneId } from './record-sets'

let lab: AwsLab
beforeEach(async () => {
  lab = await startAwsLab()
})
afterEach(() => lab.end())

const checkout = (Value: string): ResourceRecordSet => ({
  Name: 'Checkout.orderflow.example',
  Type: 'A',
  TTL: 60,
  ResourceRecords: [{ Value }],
})
const change = (Action: ChangeAction, ResourceRecordSet: ResourceRecordSet, client: Route53Client = lab.route53()) =>
  client.send(
    new ChangeResourceRecordSetsCommand({
      HostedZoneId: hostedZoneId,
      ChangeBatch: { Comment: 'a & b', Changes: [{ Action, ResourceRecordSet }] },
    }),
  )
const list = (input: Omit<ListResourceRecordSetsCommandInput, 'HostedZoneId'>, client = lab.route53()) =>
  client.send(new ListResourceRecordSetsCommand({ HostedZoneId: hostedZoneId, ...input }))
const statusOf = async (id = '', client = lab.route53()) =>
  (await client.send(new GetChangeCommand({ Id: id }))).ChangeInfo?.Status
const sessionOf = async (role: string): Promise<Credentials> => {
  const { Credentials: given } = await lab
    .sts(west, lab.console)
    .send(new AssumeRoleCommand({ RoleArn: roleNamed(role), RoleSessionName: 'test' }))
  return {
    accessKeyId: given?.AccessKeyId ?? '',
    secretAccessKey: given?.SecretAccessKey ?? '',
    sessionToken: given?.SessionToken ?? '',
  }
}

it('lists the zone in its order, escaped, page by page', async () => {
  const seen: string[] = []
  let place: Omit<ListResourceRecordSetsCommandInput, 'HostedZoneId'> = {}
  for (;;) {
    const page = await list({ ...place, MaxItems: 2 })
    seen.push(
      ...(page.ResourceRecordSets ?? []).map((set) => `${set.Name} ${set.Type} ${set.SetIdentifier ?? ''}`.trim()),
    )
    if (page.IsTruncated !== true) break
    place = {
      StartRecordName: page.NextRecordName,
      StartRecordType: page.NextRecordType,
      StartRecordIdentifier: page.NextRecordIdentifier,
    }
  }
  expect(seen).toEqual([
    'orderflow.example. NS',
    'orderflow.example. SOA',
    String.raw`\052.orderflow.example. A`,
    'checkout.orderflow.example. A',
    'pay.orderflow.example. CNAME use1',
    'pay.orderflow.example. CNAME usw2',
    'pay-use1.orderflow.example. A',
    'pay-usw2.orderflow.example. A',
    'www.orderflow.example. A',
  ])
})

it('begins where it is asked to, however the name is written', async () => {
  const first = async (name: string, type: 'A' | 'CNAME') =>
    (await list({ StartRecordName: name, StartRecordType: type })).ResourceRecordSets?.[0]?.Name
  expect(await first('*.OrderFlow.example', 'A')).toBe(String.raw`\052.orderflow.example.`)
  expect(await first('checkout.orderflow.example.', 'A')).toBe('checkout.orderflow.example.')
  expect(await first('checkout.orderflow.example.', 'CNAME')).toBe('pay.orderflow.example.')
})

it('lists a change at once, and has it in sync after its service time', async () => {
  const { ChangeInfo } = await change('UPSERT', checkout('203.0.113.40'))
  expect(ChangeInfo).toMatchObject({ Status: 'PENDING', Comment: 'a & b' })
  expect(ChangeInfo?.Id).toMatch(/^\/change\/C[0-9A-F]{20}$/)
  const [listed] = (await list({ StartRecordName: 'checkout.orderflow.example' })).ResourceRecordSets ?? []
  expect(listed?.ResourceRecords).toEqual([{ Value: '203.0.113.40' }])
  const [effect] = lab.effects()
  expect(effect).toMatchObject({ system: 'route53', region: null, outcome: 'accepted', settledAt: null })
  await eventually(async () => ((await statusOf(ChangeInfo?.Id)) === 'INSYNC' ? true : undefined))
  expect(lab.effects()[0]?.settledAt).toBeGreaterThan(effect?.receivedAt ?? Infinity)
  await change('UPSERT', checkout('203.0.113.40'))
  expect(lab.effects().map(({ outcome }) => outcome)).toEqual(['accepted', 'no-change'])
})

it.each<[string, ChangeAction, ResourceRecordSet]>([
  ['InvalidChangeBatch', 'DELETE', checkout('203.0.113.99')],
  ['InvalidChangeBatch', 'DELETE', { ...checkout('203.0.113.10'), Name: 'nothing.orderflow.example' }],
  ['InvalidChangeBatch', 'CREATE', checkout('203.0.113.10')],
  ['InvalidChangeBatch', 'UPSERT', { ...checkout('203.0.113.10'), Name: 'checkout.example' }],
  ['InvalidChangeBatch', 'UPSERT', { ...checkout('203.0.113.10'), SetIdentifier: 'west', Weight: 1 }],
  ['InvalidChangeBatch', 'UPSERT', { ...checkout('a.example'), Type: 'CNAME' }],
  ['InvalidChangeBatch', 'UPSERT', checkout('west')],
  ['InvalidInput', 'UPSERT', { ...checkout('203.0.113.10'), TTL: undefined }],
])('is %s to %s %j, and nothing changes', async (name, action, set) => {
  const before = (await list({})).ResourceRecordSets
  await expect(change(action, set)).rejects.toMatchObject({ name })
  expect((await list({})).ResourceRecordSets).toEqual(before)
  expect(lab.effects()).toMatchObject([{ outcome: 'refused', fault: name }])
})

it('deletes what it is told whole', async () => {
  await change('DELETE', checkout('203.0.113.10'))
  const { ResourceRecordSets = [] } = await list({ StartRecordName: 'checkout.orderflow.example' })
  expect(ResourceRecordSets[0]?.Name).toBe('pay.orderflow.example.')
})

it('knows one zone, its own changes, and one request at a time', async () => {
  const elsewhere = new ListResourceRecordSetsCommand({ HostedZoneId: 'Z1' })
  await expect(lab.route53().send(elsewhere)).rejects.toMatchObject({ name: 'NoSuchHostedZone' })
  await expect(statusOf('C0')).rejects.toMatchObject({ name: 'NoSuchChange' })
  const both = await Promise.allSettled([
    change('UPSERT', checkout('203.0.113.41')),
    change('UPSERT', checkout('203.0.113.42')),
  ])
  const refused = both.filter((one) => one.status === 'rejected')
  expect(refused).toMatchObject([{ reason: { name: 'PriorRequestNotComplete' } }])
})

it('lets the traffic role change, the reading role read, and nobody whose signature is not theirs', async () => {
  await change('UPSERT', checkout('203.0.113.43'), lab.route53(await sessionOf('dr-traffic')))
  const reader = lab.route53(await sessionOf('dr-read'))
  await list({}, reader)
  await expect(change('UPSERT', checkout('203.0.113.44'), reader)).rejects.toMatchObject({ name: 'AccessDenied' })
  const forged = lab.route53({ ...lab.operator, secretAccessKey: 'not-the-secret' })
  await expect(list({}, forged)).rejects.toMatchObject({ name: 'SignatureDoesNotMatch' })
})

it.each([
  ['deny', 'AccessDenied', 0],
  ['throttle', 'Throttling', 0],
  ['reply-lost', 'ECONNRESET', 1],
] as const)('with %s it says %s', async (kind, code, accepted) => {
  lab.lab.faults.add({
    kind,
    system: 'route53',
    region: '*',
    operation: 'ChangeResourceRecordSets',
    remaining: 1,
    delayMilliseconds: 0,
  })
  const error: unknown = await change('UPSERT', checkout('203.0.113.45')).catch((thrown: unknown) => thrown)
  expect([(error as { name?: string }).name, (error as { code?: string }).code]).toContain(code)
  expect(lab.effects().filter(({ outcome }) => outcome === 'accepted')).toHaveLength(accepted)
})

it('goes on with its changes after a restart', async () => {
  const { ChangeInfo } = await change('UPSERT', checkout('203.0.113.46'))
  await lab.close()
  const config = labConfig({ dataDirectory: lab.dataDirectory, serviceTimes: { route53: 5, route53Sync: 100 } })
  const again = await startLab(config, { systems: [{ name: 'aws', create: createAwsSystem }] })
  const client = lab.route53()
  await eventually(async () => ((await statusOf(ChangeInfo?.Id, client)) === 'INSYNC' ? true : undefined))
  expect(again.effects()).toMatchObject([{ outcome: 'accepted', settledAt: expect.any(Number) as number }])
  const { ResourceRecordSets = [] } = await list({ StartRecordName: 'checkout.orderflow.example' }, client)
  expect(ResourceRecordSets[0]?.ResourceRecords).toEqual([{ Value: '203.0.113.46' }])
  await again.close()
})
