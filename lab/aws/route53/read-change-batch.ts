import { isIPv4, isIPv6 } from 'node:net'
import { AwsFault } from '../service/aws-fault'
import {
  isRecord,
  optionalBoolean,
  optionalInteger,
  optionalString,
  recordList,
  requiredString,
} from '../service/read-parameters'
import { listedName, type RecordSet } from './record-sets'

export interface Change {
  action: 'CREATE' | 'UPSERT' | 'DELETE'
  set: RecordSet
}

type Parameters = Record<string, unknown>

export const invalidInput = (message: string): AwsFault => new AwsFault('InvalidInput', 400, message)

/** Route 53 names every malformed request InvalidInput, whichever element it is about. */
export const validated = <T>(read: () => T): T => {
  try {
    return read()
  } catch (error) {
    if (!(error instanceof AwsFault) || !['MissingParameter', 'InvalidParameterValue'].includes(error.code)) throw error
    throw invalidInput(error.message)
  }
}

const structure = (parameters: Parameters, name: string): Parameters => {
  const value = parameters[name]
  if (!isRecord(value)) throw invalidInput(`${name} must be a structure`)
  return value
}

const fits: Record<string, (value: string) => boolean> = { A: isIPv4, AAAA: isIPv6 }

const readSet = (given: Parameters): RecordSet => {
  const Type = requiredString(given, 'Type')
  const SetIdentifier = optionalString(given, 'SetIdentifier')
  const Weight = optionalInteger(given, 'Weight')
  const TTL = optionalInteger(given, 'TTL')
  const values = recordList(given, 'ResourceRecords').map((item) => ({ Value: requiredString(item, 'Value') }))
  const alias = given['AliasTarget'] === undefined ? undefined : structure(given, 'AliasTarget')
  if ((SetIdentifier === undefined) !== (Weight === undefined))
    throw invalidInput('a set identifier and a routing policy belong together')
  if ((alias === undefined) === (values.length === 0) || (alias === undefined) !== (TTL !== undefined))
    throw invalidInput('Invalid request: expected exactly one of AliasTarget or ResourceRecords with TTL')
  const wrong = values.find(({ Value }) => fits[Type]?.(Value) === false)
  if (wrong !== undefined)
    throw invalidBatch(`Invalid Resource Record: ARRDATAIllegal${Type}Address encountered with '${wrong.Value}'`)
  return {
    Name: listedName(requiredString(given, 'Name')),
    Type,
    ...(SetIdentifier === undefined ? {} : { SetIdentifier }),
    ...(Weight === undefined ? {} : { Weight }),
    ...(TTL === undefined ? {} : { TTL }),
    ...(values.length === 0 ? {} : { ResourceRecords: values }),
    ...(alias === undefined
      ? {}
      : {
          AliasTarget: {
            HostedZoneId: requiredString(alias, 'HostedZoneId'),
            DNSName: listedName(requiredString(alias, 'DNSName')),
            EvaluateTargetHealth: optionalBoolean(alias, 'EvaluateTargetHealth') ?? false,
          },
        }),
  }
}

export const invalidBatch = (message: string): AwsFault => new AwsFault('InvalidChangeBatch', 400, `[${message}]`)

/** The changes of a request, which are made together or not at all. */
export const readChangeBatch = (parameters: Parameters): { comment: string | undefined; changes: Change[] } =>
  validated(() => {
    const batch = structure(parameters, 'ChangeBatch')
    const changes = recordList(batch, 'Changes').map((change): Change => {
      const action = requiredString(change, 'Action')
      if (action !== 'CREATE' && action !== 'UPSERT' && action !== 'DELETE')
        throw invalidInput(`Invalid Action: ${action}`)
      return { action, set: readSet(structure(change, 'ResourceRecordSet')) }
    })
    if (changes.length === 0) throw invalidInput('Changes must not be empty')
    return { comment: optionalString(batch, 'Comment'), changes }
  })

/** What a request wants, as the effect log names it: there and back again are two effects, not one doubled. */
export const describeChanges = (parameters: Parameters): string => {
  try {
    const { changes } = readChangeBatch(parameters)
    return changes
      .map(({ action, set: { Name, Type, SetIdentifier, ...says } }) => {
        const identifier = SetIdentifier === undefined ? '' : ` (${SetIdentifier})`
        return `${action} ${Type} ${Name}${identifier}=${JSON.stringify(says)}`
      })
      .join(', ')
  } catch (error) {
    if (error instanceof AwsFault) return ''
    throw error
  }
}
