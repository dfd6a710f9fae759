import type { ListResourceRecordSetsResponse, ResourceRecordSet } from '@aws-sdk/client-route-53'
import { route53Place, type Route53Binding } from '@/lib/domain/system/aws-route53/binding'
import { recordLabel, type RecordKey } from '@/lib/domain/system/aws-route53/record-key'
import { comparableName } from '@/lib/domain/system/aws-route53/record-name'
import { ExecutorError } from '@/lib/engine/ports'
import { awsCall, type AwsCall } from '../aws/aws-call'
import type { Call } from '../call'
import type { CallEffect } from '../fault/call-effect'
import { requestId } from '../transport/request-id'

export type Route53Call = Call<Route53Binding>

const loadSdk = () => import('@aws-sdk/client-route-53')

function globalCall({ binding, context, limit }: Route53Call, effect: CallEffect): AwsCall {
  return { ...route53Place(binding), credentials: binding.credentials, context, limit, effect }
}

const pageSize = 100
const mostPages = 40

type Place = Pick<ListResourceRecordSetsResponse, 'NextRecordName' | 'NextRecordType' | 'NextRecordIdentifier'>

async function listFrom(call: Route53Call, hostedZone: string, place: Place) {
  const { Route53Client, ListResourceRecordSetsCommand } = await loadSdk()
  const reply = await awsCall(
    globalCall(call, 'read'),
    (config) => new Route53Client(config),
    (client) =>
      client.send(
        new ListResourceRecordSetsCommand({
          HostedZoneId: hostedZone,
          StartRecordName: place.NextRecordName,
          StartRecordType: place.NextRecordType,
          StartRecordIdentifier: place.NextRecordIdentifier,
          MaxItems: pageSize,
        }),
      ),
  )
  // What is no list would come out of the SDK as one without an end.
  if (!Array.isArray(reply.ResourceRecordSets) || typeof reply.IsTruncated !== 'boolean')
    throw new ExecutorError('unreachable', 'bad-reply', 'the reply is no list of record sets')
  if (reply.IsTruncated && reply.NextRecordName === undefined)
    throw new ExecutorError('unreachable', 'bad-reply', 'the list goes on, and the reply does not say where')
  return { sets: reply.ResourceRecordSets, next: reply.IsTruncated ? reply : null }
}

/**
 * The record set as it is listed, or null where the list has passed its name, or ended, without it. The list is ordered
 * by name and begins at the one asked for; several sets with one name and type may fill pages.
 */
export async function findRecord(call: Route53Call, key: RecordKey): Promise<ResourceRecordSet | null> {
  const name = comparableName(key.name)
  const named = (set: ResourceRecordSet) => comparableName(set.Name ?? '') === name
  let place: Place | null = { NextRecordName: key.name, NextRecordType: key.type }
  for (let page = 0; page < mostPages; page += 1) {
    const { sets, next }: Awaited<ReturnType<typeof listFrom>> = await listFrom(call, key.hostedZone, place)
    const own = sets.find((set) => named(set) && set.Type === key.type && set.SetIdentifier === key.setIdentifier)
    if (own !== undefined) return own
    if (next === null || sets.some((set) => !named(set))) return null
    place = next
  }
  const message = `no end of the record sets beside ${recordLabel(key)} after ${mostPages * pageSize}`
  throw new ExecutorError('unreachable', 'too-many', message)
}

export type ChangeStatus = 'PENDING' | 'INSYNC' | 'NoSuchChange'

/** How far a change is. One that Route 53 does not know says nothing of what became of it. */
export async function changeStatus(call: Route53Call, changeId: string): Promise<ChangeStatus> {
  const { Route53Client, GetChangeCommand } = await loadSdk()
  try {
    const reply = await awsCall(
      globalCall(call, 'read'),
      (config) => new Route53Client(config),
      (client) => client.send(new GetChangeCommand({ Id: changeId })),
    )
    const status = reply.ChangeInfo?.Status
    if (status === 'PENDING' || status === 'INSYNC') return status
  } catch (error) {
    if (error instanceof ExecutorError && error.code === 'NoSuchChange') return 'NoSuchChange'
    throw error
  }
  throw new ExecutorError('unreachable', 'bad-reply', `no status told for change ${changeId}`)
}

export interface RecordChange {
  hostedZone: string
  action: 'UPSERT' | 'DELETE'
  recordSet: ResourceRecordSet
  comment: string
}

/** Asks for one change, once. The API takes no client token: the comment is for whoever reads the account's log. */
export async function sendChange(
  call: Route53Call,
  { hostedZone, action, recordSet, comment }: RecordChange,
): Promise<{ requestId: string | null; changeId: string }> {
  const { Route53Client, ChangeResourceRecordSetsCommand } = await loadSdk()
  const ChangeBatch = { Comment: comment.slice(0, 256), Changes: [{ Action: action, ResourceRecordSet: recordSet }] }
  const reply = await awsCall(
    globalCall(call, 'change'),
    (config) => new Route53Client(config),
    (client) => client.send(new ChangeResourceRecordSetsCommand({ HostedZoneId: hostedZone, ChangeBatch })),
  )
  const changeId = (reply.ChangeInfo?.Id ?? '').replace(/^\/change\//, '')
  const id = requestId(reply.$metadata.requestId)
  if (changeId === '') throw new ExecutorError('in-doubt', 'bad-reply', 'the reply does not name the change', id)
  return { requestId: id, changeId }
}
