import { optionalInteger, optionalString } from '../service/read-parameters'
import { invalidInput, validated } from './read-change-batch'
import { listedName, orderOf, type RecordSet } from './record-sets'

const largestPage = 300

/** One page of the zone from the place asked for, and where the next one begins. */
export const listRecordSets = (
  sets: readonly RecordSet[],
  parameters: Record<string, unknown>,
): Record<string, unknown> => {
  const text = (name: string): string | undefined => validated(() => optionalString(parameters, name))
  const [name, type, identifier] = [text('StartRecordName'), text('StartRecordType'), text('StartRecordIdentifier')]
  if (type !== undefined && name === undefined) throw invalidInput('A record type needs a record name')
  if (identifier !== undefined && type === undefined) throw invalidInput('A record identifier needs a record type')
  const size = Math.min(largestPage, validated(() => optionalInteger(parameters, 'MaxItems')) ?? largestPage)
  if (size < 1) throw invalidInput('MaxItems must be at least 1')
  const start = name === undefined ? '' : orderOf(listedName(name), type ?? '', identifier ?? '')
  const from = sets.filter((set) => orderOf(set.Name, set.Type, set.SetIdentifier ?? '') >= start)
  const next = from[size]
  return {
    ResourceRecordSets: from.slice(0, size),
    IsTruncated: next !== undefined,
    NextRecordName: next?.Name,
    NextRecordType: next?.Type,
    NextRecordIdentifier: next?.SetIdentifier,
    MaxItems: size,
  }
}
