import { randomBytes } from 'node:crypto'
import { isDeepStrictEqual } from 'node:util'
import type { Lab } from '../../core/contract'
import { serviceTime } from '../../core/service-time'
import { AwsFault } from '../service/aws-fault'
import type { AwsCall, AwsService } from '../service/aws-service'
import { requiredString } from '../service/read-parameters'
import { applyChanges, comparable } from './apply-changes'
import { listRecordSets } from './list-record-sets'
import { describeChanges, readChangeBatch, validated } from './read-change-batch'
import { hostedZoneId, initialRecordSets, type RecordSet } from './record-sets'

interface SubmittedChange {
  id: string
  comment: string | undefined
  submittedAt: number
  effectId: number
  inSync: boolean
}

export interface Route53Snapshot {
  sets: RecordSet[]
  changes: SubmittedChange[]
}

export interface Route53Service extends AwsService {
  snapshot(): Route53Snapshot
  restore(snapshot: Route53Snapshot): void
}

/** The one region that requests to Route 53 are signed for, wherever they come from. */
export const route53Region = 'us-east-1'

const version = '/2013-04-01'
const keptChanges = 500

/** Route 53: one hosted zone, changes that are listed at once and on all name servers after a while. */
export const createRoute53Service = (lab: Lab): Route53Service => {
  let state: Route53Snapshot = { sets: initialRecordSets(), changes: [] }
  let working = false

  const carry = async (change: SubmittedChange): Promise<void> => {
    const elapsed = (lab.clock.now() - change.submittedAt) * lab.clock.timeScale
    await lab.clock.wait(Math.max(0, serviceTime(lab.config, 'route53Sync') - elapsed))
    change.inSync = true
    lab.effects.settle(change.effectId)
  }
  const requireZone = (call: AwsCall): void => {
    const id = validated(() => requiredString(call.parameters, 'HostedZoneId'))
    if (id !== hostedZoneId) throw new AwsFault('NoSuchHostedZone', 404, `No hosted zone found with ID: ${id}`)
  }
  const describe = ({ id, comment, submittedAt, inSync }: SubmittedChange): Record<string, unknown> => ({
    ChangeInfo: {
      Id: `/change/${id}`,
      Status: inSync ? 'INSYNC' : 'PENDING',
      SubmittedAt: new Date(submittedAt),
      Comment: comment,
    },
  })

  const change = async (call: AwsCall): Promise<Record<string, unknown>> => {
    requireZone(call)
    const { comment, changes } = readChangeBatch(call.parameters)
    if (working)
      throw new AwsFault(
        'PriorRequestNotComplete',
        400,
        'The request was rejected because Route 53 was still processing a prior request.',
      )
    working = true
    await lab.clock.wait(serviceTime(lab.config, 'route53')).finally(() => (working = false))
    const sets = applyChanges(state.sets, changes)
    const same = isDeepStrictEqual(sets.map(comparable), state.sets.map(comparable))
    const id = `C${randomBytes(10).toString('hex').toUpperCase()}`
    const submitted = { id, comment, submittedAt: lab.clock.now(), effectId: 0, inSync: false }
    // The state stands before the effect is recorded: recording it is what makes the lab save its state.
    state = { sets, changes: [...state.changes, submitted].slice(-keptChanges) }
    submitted.effectId = lab.effects.record({
      system: 'route53',
      region: null,
      operation: call.operation,
      requestId: call.requestId,
      target: describeChanges(call.parameters),
      parameters: call.parameters,
      outcome: same ? 'no-change' : 'accepted',
      fault: null,
      receivedAt: call.receivedAt,
    }).id
    void carry(submitted)
    return describe(submitted)
  }

  const getChange = ({ parameters }: AwsCall): Record<string, unknown> => {
    const id = validated(() => requiredString(parameters, 'Id'))
    const found = state.changes.find((one) => one.id === id)
    if (found === undefined) throw new AwsFault('NoSuchChange', 404, `Could not find resource with ID: ${id}`)
    return describe(found)
  }

  return {
    system: 'route53',
    signingName: 'route53',
    iamPrefix: 'route53',
    query: null,
    json: false,
    rest: {
      namespace: 'https://route53.amazonaws.com/doc/2013-04-01/',
      listNames: { ResourceRecordSets: 'ResourceRecordSet', ResourceRecords: 'ResourceRecord', Changes: 'Change' },
      routes: [
        {
          operation: 'ChangeResourceRecordSets',
          method: 'POST',
          path: new RegExp(`^${version}/hostedzone/(?<HostedZoneId>[^/]+)/rrset/?$`),
        },
        {
          operation: 'ListResourceRecordSets',
          method: 'GET',
          path: new RegExp(`^${version}/hostedzone/(?<HostedZoneId>[^/]+)/rrset/?$`),
          query: {
            name: 'StartRecordName',
            type: 'StartRecordType',
            identifier: 'StartRecordIdentifier',
            maxitems: 'MaxItems',
          },
        },
        { operation: 'GetChange', method: 'GET', path: new RegExp(`^${version}/change/(?<Id>[^/]+)$`) },
      ],
    },
    operations: {
      ChangeResourceRecordSets: { mutates: true, target: describeChanges, run: change },
      ListResourceRecordSets: {
        mutates: false,
        run: async (call) => {
          requireZone(call)
          return listRecordSets(state.sets, call.parameters)
        },
      },
      GetChange: { mutates: false, run: async (call) => getChange(call) },
    },
    snapshot: () => structuredClone(state),
    restore: (snapshot) => {
      state = structuredClone(snapshot)
      for (const pending of state.changes) if (!pending.inSync) void carry(pending)
    },
  }
}
